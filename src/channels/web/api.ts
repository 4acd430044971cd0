/** The chat's HTTP interface, under /chat/api. Every request but the first two carries `Authorization: Bearer <token>`. */
import { Router, type Request } from 'express'
import * as z from 'zod'
import { AppError } from '../../errors.ts'
import type { Receive, ReceiveEvent } from '../../conversation/index.ts'
import type { Log } from '../../log.ts'
import type { Vault } from '../../safeguards/index.ts'
import { cleanText } from '../wire/index.ts'
import type { Hub } from './hub.ts'
import { jsonBody, readBody } from './jsonBody.ts'
import type { Limit } from './limits.ts'
import type { ReturnCodes } from './returnCode.ts'
import { openStream } from './stream.ts'
import type { TranscriptReader } from './transcript.ts'
import { createVisitorToken, eventKeyOf, readVisitor, WEB_ACCOUNT } from './visitor.ts'
import type { PublicCentre } from './wire.ts'

/** Characters (UTF-16 units, after NFC) of one message; the browser splits longer ones. */
export const LONGEST_TEXT = 2_000

const said = z.object({
  /** The browser's id of this message: the same id twice is one message. */
  clientId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  text: z.string().transform(cleanText).pipe(z.string().max(LONGEST_TEXT)).refine((text) => text.trim() !== ''),
  /** Of a tapped button, as it came. */
  payload: z.string().max(200).optional(),
  locale: z.enum(['vi', 'en']).optional(),
})

const arrived = z.object({ locale: z.enum(['vi', 'en']).optional() })

const returning = z.object({ code: z.string().max(100) })

const seen = z.object({ messages: z.array(z.uuid()).min(1).max(50) })

export type ApiOptions = {
  vault: Vault
  receive: Receive
  receiveEvent: ReceiveEvent
  transcript: TranscriptReader
  hub: Hub
  limit: Limit
  codes: ReturnCodes
  centre: () => PublicCentre
  pollMs: number
  log: Log
}

export function chatApi({ vault, receive, receiveEvent, transcript, hub, limit, codes, centre, pollMs, log }: ApiOptions): Router {
  const router = Router()
  const visitorOf = (request: Request) => readVisitor(vault, request.get('authorization'))

  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })

  router.get('/centre', (_request, response) => {
    response.json(centre())
  })

  router.post('/session', async (request, response) => {
    await limit(response, 'sessionsOfAll', 'all')
    await limit(response, 'sessionsOfAddress', request.ip ?? '')
    response.status(201).json({ token: createVisitorToken(vault) })
  })

  /** Wants to be greeted without having said anything yet. */
  router.post('/arrival', jsonBody, async (request, response) => {
    const visitor = visitorOf(request)
    await limit(response, 'messagesOfVisitor', visitor.key)
    const { locale } = readBody(arrived, request.body)
    await receiveEvent({
      type: 'arrival', channel: 'web', account: WEB_ACCOUNT, externalId: visitor.token, eventKey: eventKeyOf(visitor, 'arrival'),
      kind: 'arrival', body: '', at: new Date(), ...(locale === undefined ? {} : { locale }),
    })
    hub.wake(visitor.key)
    response.status(202).json({ accepted: true })
  })

  router.post('/messages', jsonBody, async (request, response) => {
    const visitor = visitorOf(request)
    await limit(response, 'messagesOfVisitor', visitor.key)
    await limit(response, 'messagesOfAddress', request.ip ?? '')
    const { clientId, text, payload, locale } = readBody(said, request.body)
    await receive({
      channel: 'web',
      account: WEB_ACCOUNT,
      externalId: visitor.token,
      eventKey: eventKeyOf(visitor, clientId),
      kind: 'text',
      content: { text, ...(payload === undefined ? {} : { payload }) },
      saidAt: new Date(),
      ...(locale === undefined ? {} : { locale }),
    })
    hub.wake(visitor.key)
    response.status(202).json({ accepted: true })
  })

  /** `?after=` takes the `place` of the last message one has. */
  router.get('/messages', async (request, response) => {
    const visitor = visitorOf(request)
    await limit(response, 'readsOfVisitor', visitor.key)
    response.json(await transcript.read(visitor, afterOf(request)))
  })

  router.get('/events', async (request, response) => {
    const visitor = visitorOf(request)
    await limit(response, 'readsOfVisitor', visitor.key)
    const after = request.get('last-event-id') ?? afterOf(request)
    if (!openStream({ visitor, after, response, hub, transcript, pollMs, log })) throw new AppError('unavailable', 'error.unavailable', 'no more streams')
  })

  /** The visitor has these replies on their screen: the desk shows them as read. */
  router.post('/seen', jsonBody, async (request, response) => {
    const visitor = visitorOf(request)
    await limit(response, 'readsOfVisitor', visitor.key)
    const ids = await transcript.own(visitor, readBody(seen, request.body).messages)
    const last = ids.at(-1)
    if (last !== undefined) {
      await receiveEvent({ type: 'receipt', status: 'read', channel: 'web', account: WEB_ACCOUNT, externalId: visitor.token, providerMessageIds: ids, eventKey: eventKeyOf(visitor, `read:${last}`), kind: 'read', body: '' })
    }
    response.status(204).end()
  })

  /** A way back from another device: a new code replaces an older one. 404 for who has said nothing yet. */
  router.post('/return-code', async (request, response) => {
    const visitor = visitorOf(request)
    await limit(response, 'codesOfVisitor', visitor.key)
    const made = await codes.make(visitor)
    if (!made) throw new AppError('not-found', 'error.not-found', 'a code for a visitor without a talk')
    response.status(201).json(made)
  })

  /** The child closes the way back, by itself or in deleting what was said. */
  router.delete('/return-code', async (request, response) => {
    await codes.drop(visitorOf(request))
    response.status(204).end()
  })

  /** On the other device: the code for the visitor's token. */
  router.post('/return', jsonBody, async (request, response) => {
    const token = await codes.use(readBody(returning, request.body).code, request.ip ?? '')
    if (token === undefined) throw new AppError('not-found', 'error.not-found', 'no such code')
    response.json({ token })
  })

  return router
}

function afterOf(request: Request): string | undefined {
  return typeof request.query.after === 'string' ? request.query.after : undefined
}
