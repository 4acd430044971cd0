/**
 * The chat as a plain form: POST /chat/plain says something and answers with the talk as a page. The visitor's token
 * travels in the form, never in an address: nothing of it stays in the history or in a log.
 */
import { randomUUID } from 'node:crypto'
import express, { Router, type Request, type Response } from 'express'
import * as z from 'zod'
import { AppError } from '../../errors.ts'
import type { Receive } from '../../conversation/index.ts'
import type { Locales } from '../../locales.ts'
import type { Vault } from '../../safeguards/index.ts'
import { cleanText } from '../wire/index.ts'
import type { Hub } from './hub.ts'
import type { Limit } from './limits.ts'
import { plainPage } from './plainPage.ts'
import type { TranscriptReader } from './transcript.ts'
import { createVisitorToken, eventKeyOf, readVisitor, WEB_ACCOUNT, type Visitor } from './visitor.ts'
import type { PublicCentre } from './wire.ts'

const form = z.object({
  text: z.string().transform((text) => cleanText(text.replaceAll('\r\n', '\n'))).pipe(z.string().max(2_000)).catch(''),
  payload: z.string().max(200).optional().catch(undefined),
  token: z.string().catch(''),
  id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/).optional().catch(undefined),
  lang: z.enum(['vi', 'en']).catch('vi'),
})
type Form = z.infer<typeof form>

export type PlainOptions = {
  vault: Vault
  receive: Receive
  transcript: TranscriptReader
  hub: Hub
  limit: Limit
  centre: () => PublicCentre
  locales: Locales
  /** Address of the built style sheet. */
  style: () => Promise<string>
  headers: () => Record<string, string>
}

/** An answer comes within a moment or takes a human: no page waits longer than this. */
const PATIENCE_MS = 2_500
const LOOK_MS = 100

export function plainChat(options: PlainOptions): Router {
  const { vault, transcript, limit, centre, locales, style, headers } = options
  const router = Router()
  router.post('/plain', express.urlencoded({ extended: false, limit: '48kb' }), async (request, response) => {
    const asked = form.parse(request.body ?? {})
    let visitor: Visitor | undefined
    let trouble: { key: string; text: string } | undefined
    try {
      visitor = await visitorOf(asked, request, response, options)
      // A look waits for an answer and reads several times: it counts like any other.
      await limit(response, 'readsOfVisitor', visitor.key)
      if (asked.text.trim() !== '') await say(visitor, asked, request, response, options)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      trouble = { key: error.code === 'too-many' ? 'busy' : 'failed', text: asked.text }
      response.status(error.status)
    }
    const messages = visitor === undefined ? [] : trouble ? (await transcript.read(visitor, undefined)).messages : await answered(visitor, transcript)
    const token = visitor?.token ?? ''
    response.set(headers()).type('html').send(plainPage({ language: asked.lang, locales, centre: centre(), style: await style(), token, nextId: randomUUID(), messages, ...(trouble ? { trouble } : {}) }))
  })
  return router

  async function visitorOf({ token }: Form, request: Request, response: Response, { limit }: PlainOptions): Promise<Visitor> {
    if (token !== '') return readVisitor(vault, `Bearer ${token}`)
    await limit(response, 'sessionsOfAll', 'all')
    await limit(response, 'sessionsOfAddress', request.ip ?? '')
    return readVisitor(vault, `Bearer ${createVisitorToken(vault)}`)
  }

  async function say(visitor: Visitor, { text, payload, id = randomUUID(), lang }: Form, request: Request, response: Response, { receive, hub }: PlainOptions): Promise<void> {
    await limit(response, 'messagesOfVisitor', visitor.key)
    await limit(response, 'messagesOfAddress', request.ip ?? '')
    await receive({
      channel: 'web', account: WEB_ACCOUNT, externalId: visitor.token, eventKey: eventKeyOf(visitor, id), kind: 'text',
      content: { text, ...(payload === undefined ? {} : { payload }) }, saidAt: new Date(), locale: lang,
    })
    hub.wake(visitor.key)
  }
}

/** The talk so far; after one's own words it waits a moment for the answer. */
async function answered(visitor: Visitor, transcript: TranscriptReader) {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const { messages } = await transcript.read(visitor, undefined)
    if (messages.at(-1)?.author !== 'person' || Date.now() > until) return messages
    await new Promise((done) => setTimeout(done, LOOK_MS))
  }
}
