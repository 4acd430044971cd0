/** Zalo's HTTP APIs as the service meets them: openapi (sends, profile, quota) and oauth. */
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { HOUR, type Clock } from '../clock.ts'
import { answerWith, isDoneAnyway, type Faults } from '../faults.ts'
import { hexId } from '../ids.ts'
import type { Bubble, People, Person } from '../people.ts'
import type { ZaloAccount } from './account.ts'
import { zaloError } from './errors.ts'
import type { SimTokens } from './tokens.ts'
import { checkSend } from './validate.ts'

type Parts = {
  account: ZaloAccount
  people: People
  clock: Clock
  tokens: SimTokens
  faults: Faults
  tokenFaults: Faults
  /** Somebody nobody introduced becomes a person instead of an error: for the page, whose memory ends with the process. */
  welcomeStrangers: boolean
  onSent(person: Person, bubble: Bubble): Promise<void>
}

const WINDOW = 7 * 24 * HOUR
const FREE = 48 * HOUR

export function zaloApi({ account, people, clock, tokens, faults, welcomeStrangers, onSent }: Parts): Router {
  const router = express.Router()
  router.use(express.json({ type: () => true, limit: '1mb' }))

  async function send(request: Request, response: Response, to: 'user' | 'visitor'): Promise<void> {
    const fault = faults.take()
    if (fault?.kind === 'error') return void response.json(zaloError(fault.code))
    if (!isDoneAnyway(fault)) return answerWith(fault, response, () => undefined)
    const result = deliver(request, to)
    if ('error' in result) return answerWith(fault, response, () => void response.json(result))
    const { person, bubble } = result
    people.changed(person)
    await onSent(person, bubble)
    const data = { message_id: bubble.id, user_id: person.id, sent_time: String(bubble.at), quota: { quota_type: 'reply', remain: '8', total: '8', owner_type: 'OA', owner_id: account.oaId } }
    return answerWith(fault, response, () => void response.json({ data, error: 0, message: 'Success' }))
  }

  function deliver(request: Request, to: 'user' | 'visitor'): { person: Person; bubble: Bubble } | { error: number; message: string } {
    const token = tokens.check(request.get('access_token'))
    if (token !== 0) return zaloError(token)
    const checked = checkSend(request.body, to)
    if (!checked.ok) return zaloError(checked.code, checked.message)
    const { order } = checked
    const person = people.find(order.to) ?? (welcomeStrangers ? people.add(order.to) : undefined)
    if (!person) return zaloError(-213)
    if (person.blocked) return zaloError(-244)
    if (welcomeStrangers) person.lastActAt ??= clock.now()
    if (person.lastActAt === undefined || clock.now() - person.lastActAt > WINDOW) return zaloError(-230)
    const bubble: Bubble = { id: hexId(), author: 'page', text: order.text, buttons: order.buttons, at: clock.now(), status: 'sent' }
    person.chat.push(bubble)
    return { person, bubble }
  }

  router.post('/v3.0/oa/message/cs', (request, response) => send(request, response, 'user'))
  router.post('/v2.0/oa/message', (request, response) => send(request, response, 'visitor'))

  router.get('/v3.0/oa/user/detail', (request, response) => {
    const token = tokens.check(request.get('access_token'))
    if (token !== 0) return void response.json(zaloError(token))
    const person = people.find(asked(request.query['data'])?.user_id ?? '')
    if (!person) return void response.json(zaloError(-213))
    const data = { user_id: person.id, user_id_by_app: `2${person.id}`, display_name: person.name, user_alias: person.name, is_sensitive: false, user_is_follower: true, avatar: '', avatars: {} }
    response.json({ data, error: 0, message: 'Success' })
  })

  const itemOf = (person: Person, bubble: Bubble) => {
    const parties = bubble.author === 'person' ? { src: 1, from_id: person.id, to_id: account.oaId } : { src: 0, from_id: account.oaId, to_id: person.id }
    const kind = /^\[(\w+)\]$/.exec(bubble.text)?.[1]
    return { ...parties, message_id: bubble.id, time: bubble.at, type: kind === 'image' ? 'photo' : kind === 'audio' ? 'voice' : (kind ?? 'text'), message: kind ? '' : bubble.text, from_display_name: person.name }
  }
  const page = (request: Request, items: readonly { time: number }[]) => {
    const asked = pageSchema.safeParse(JSON.parse(String(request.query['data'])))
    if (!asked.success) return zaloError(-201)
    const { offset, count } = asked.data
    return { data: items.toSorted((a, b) => b.time - a.time).slice(offset, offset + count), error: 0, message: 'Success' }
  }

  // The newest message of each chat, newest first; and one chat.
  router.get('/v2.0/oa/listrecentchat', (request, response) => {
    const token = tokens.check(request.get('access_token'))
    if (token !== 0) return void response.json(zaloError(token))
    response.json(page(request, people.all().flatMap((person) => person.chat.slice(-1).map((bubble) => itemOf(person, bubble)))))
  })
  router.get('/v2.0/oa/conversation', (request, response) => {
    const token = tokens.check(request.get('access_token'))
    if (token !== 0) return void response.json(zaloError(token))
    const person = people.find(asked(request.query['data'])?.user_id ?? '')
    response.json(person ? page(request, person.chat.map((bubble) => itemOf(person, bubble))) : zaloError(-213))
  })

  router.post('/v3.0/oa/quota/message', (request, response) => {
    const token = tokens.check(request.get('access_token'))
    if (token !== 0) return void response.json(zaloError(token))
    const person = people.find(userSchema.safeParse(request.body).data?.user_id ?? '')
    const free = person?.lastActAt !== undefined && clock.now() - person.lastActAt <= FREE
    response.json({ data: { last_interaction: String(person?.lastActAt ?? 0), cs_reply: { remain: free ? 8 : 0, total: 8 } }, error: 0, message: 'Success' })
  })

  router.get('/v2.0/oa/getoa', (request, response) => {
    const token = tokens.check(request.get('access_token'))
    if (token !== 0) return void response.json(zaloError(token))
    response.json({ data: { oaid: account.oaId, name: 'OA thử', is_verified: true, oa_type: 4, package_name: 'Nâng cao' }, error: 0, message: 'Success' })
  })

  router.use((error: unknown, _request: Request, response: Response, _next: express.NextFunction) => {
    response.json(zaloError(-201, error instanceof SyntaxError ? 'body is invalid!' : 'Params is invalid'))
  })
  return router
}

/** oauth.zaloapp.com: a form, the app secret in a header, errors with HTTP 200. */
export function zaloOauth({ account, tokens, tokenFaults }: Pick<Parts, 'account' | 'tokens' | 'tokenFaults'>): Router {
  const router = express.Router()
  const tradeIn = (form: z.infer<typeof formSchema>) => (form.grant_type === 'refresh_token' ? tokens.refresh(form.refresh_token) : tokens.trade(form.code, form.code_verifier))

  // Zalo's page of permission, by an administrator who says yes at once.
  router.get('/v4/oa/permission', (request, response) => {
    const asked = permissionSchema.safeParse(request.query)
    if (!asked.success || asked.data.app_id !== account.appId) return void response.status(400).json({ error: -14003, error_name: 'Invalid redirect uri' })
    const { redirect_uri: back, code_challenge: challenge, state } = asked.data
    const query = new URLSearchParams({ oa_id: account.oaId, code: tokens.permit(challenge), ...(state === undefined ? {} : { state }) })
    response.redirect(302, `${back}?${query}`)
  })

  router.post('/v4/oa/access_token', express.urlencoded({ extended: false }), async (request, response) => {
    const fault = tokenFaults.take()
    if (fault?.kind === 'error') return void response.json({ error: fault.code, error_name: 'Error', error_description: 'Error' })
    if (!isDoneAnyway(fault)) return answerWith(fault, response, () => undefined)
    const form = formSchema.safeParse(request.body)
    const known = form.success && form.data.app_id === account.appId && request.get('secret_key') === account.appSecret
    const answer = known ? tradeIn(form.data) : { error: -14002, error_name: 'Invalid app id', error_description: 'Invalid app id' }
    return answerWith(fault, response, () => void response.json(answer))
  })
  return router
}

/** At most ten at a time. */
const pageSchema = z.object({ offset: z.number().int().min(0), count: z.number().int().min(1).max(10) })
const userSchema = z.object({ user_id: z.string() })
const formSchema = z.discriminatedUnion('grant_type', [
  z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: z.string(), app_id: z.string() }),
  z.strictObject({ grant_type: z.literal('authorization_code'), code: z.string(), code_verifier: z.string().regex(/^[\w.~-]{43,128}$/), app_id: z.string() }),
])
const permissionSchema = z.strictObject({ app_id: z.string(), redirect_uri: z.url(), code_challenge: z.string().regex(/^[\w-]{43}$/), state: z.string().optional() })

function asked(data: unknown): { user_id: string } | undefined {
  try {
    return userSchema.safeParse(JSON.parse(String(data))).data
  } catch {
    return undefined
  }
}
