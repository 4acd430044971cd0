/** The Graph API as the service meets it: sends, profile, subscription, thread control. */
import { createHmac } from 'node:crypto'
import express, { type Request, type Response, type Router } from 'express'
import { HOUR, type Clock } from '../clock.ts'
import { answerWith, isDoneAnyway, type Faults } from '../faults.ts'
import { hexId } from '../ids.ts'
import type { Bubble, People, Person } from '../people.ts'
import type { MetaAccount } from './account.ts'
import { graphError, type GraphProblem } from './errors.ts'
import { checkSend, type Order } from './validate.ts'

type Parts = {
  account: MetaAccount
  people: People
  clock: Clock
  faults: Faults
  welcomeStrangers: boolean
  /** Whether the Page has Meta's leave for messages by a human after 24 hours. */
  humanAgent: () => boolean
  onSent(person: Person, bubble: Bubble, metadata: string | undefined): Promise<void>
}

type Sent = { person: Person; bubble: Bubble; metadata: string | undefined }

export function metaApi({ account, people, clock, faults, welcomeStrangers, humanAgent, onSent }: Parts): Router {
  const router = express.Router()
  const proof = createHmac('sha256', account.appSecret).update(account.pageToken).digest('hex')
  router.use(express.json({ type: () => true, limit: '1mb' }))

  /** Undefined: the caller may. The proof is demanded, as with "Require app secret". */
  function denial(request: Request): GraphProblem | undefined {
    const token = request.get('authorization')?.replace(/^Bearer /, '') ?? request.query['access_token']
    if (token !== account.pageToken) return { code: 190, subcode: 463 }
    return request.query['appsecret_proof'] === proof ? undefined : { code: 100, message: 'Invalid appsecret_proof provided in the API argument' }
  }

  function refuse(response: Response, problem: GraphProblem): void {
    const { status, body } = graphError(problem)
    response.status(status).json(body)
  }

  router.post('/:version/:page/messages', async (request, response) => {
    const fault = faults.take()
    if (fault?.kind === 'error') return refuse(response, fault)
    if (!isDoneAnyway(fault)) return answerWith(fault, response, () => undefined)
    const known = request.params.page === 'me' || request.params.page === account.pageId
    const denied = known ? denial(request) : ({ code: 100, subcode: 33 } as const)
    if (denied) return refuse(response, denied)
    const checked = checkSend(request.body)
    if (!checked.ok) return refuse(response, { code: 100, message: `(#100) ${checked.problem}` })
    const result = deliver(checked.order)
    if ('code' in result) return answerWith(fault, response, () => refuse(response, result))
    if ('action' in result) return answerWith(fault, response, () => void response.json({ recipient_id: result.action }))
    people.changed(result.person)
    await onSent(result.person, result.bubble, result.metadata)
    return answerWith(fault, response, () => void response.json({ recipient_id: result.person.id, message_id: result.bubble.id }))
  })

  function deliver(order: Order): Sent | { action: string } | GraphProblem {
    const person = people.find(order.to) ?? (welcomeStrangers ? people.add(order.to) : undefined)
    if (!person) return { code: 100, subcode: 2018001, message: '(#100) No matching user found' }
    if (person.blocked) return { code: 551, subcode: 1545041 }
    if (order.kind === 'action') {
      person.dots += 1
      return { action: person.id }
    }
    if (welcomeStrangers) person.lastActAt ??= clock.now()
    const closed = windowProblem(person, order.tag)
    if (closed) return closed
    const bubble: Bubble = { id: `m_${hexId(16)}`, author: 'page', text: order.text, buttons: order.buttons, at: clock.now(), status: 'sent' }
    person.chat.push(bubble)
    return { person, bubble, metadata: order.metadata }
  }

  function windowProblem(person: Person, tag: string | undefined): GraphProblem | undefined {
    const hours = (clock.now() - (person.lastActAt ?? Number.NEGATIVE_INFINITY)) / HOUR
    if (tag === undefined) return hours <= 24 ? undefined : { code: 10, subcode: 2018278 }
    if (tag !== 'HUMAN_AGENT') return { code: 100, message: '(#100) Invalid tag.' }
    if (!humanAgent()) return { code: 200 }
    return hours <= 7 * 24 ? undefined : { code: 10, subcode: 2018278 }
  }

  for (const control of ['pass', 'release', 'take', 'request', 'extend']) {
    router.post(`/:version/:page/${control}_thread_control`, (request, response) => {
      const denied = denial(request)
      if (denied) return refuse(response, denied)
      response.json({ success: true })
    })
  }
  router.post('/:version/:page/messenger_profile', (request, response) => {
    const denied = denial(request)
    if (denied) return refuse(response, denied)
    response.json({ result: 'success' })
  })
  router.get('/:version/:page/subscribed_apps', (request, response) => {
    const denied = denial(request)
    if (denied) return refuse(response, denied)
    response.json({ data: [{ id: account.appId, name: 'Lắng Nghe', subscribed_fields: ['messages', 'messaging_postbacks'] }] })
  })
  const after = (request: Request) => Number(request.query['after'] ?? 0)
  /** One page of an edge, with Meta's cursors. */
  function pageOf(request: Request, items: readonly object[]): object {
    const [from, limit] = [after(request), Number(request.query['limit'] ?? 25)]
    const next = from + limit < items.length ? { next: 'https://graph.facebook.com/next' } : {}
    return { data: items.slice(from, from + limit), paging: { cursors: { before: String(from), after: String(from + limit) }, ...next } }
  }
  const stamp = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, '+0000')
  router.get('/:version/:page/conversations', (request, response) => {
    const denied = request.params.page === account.pageId ? denial(request) : ({ code: 100, subcode: 33 } as const)
    if (denied) return refuse(response, denied)
    const threads = people.all().filter(({ chat }) => chat.length > 0).toSorted((a, b) => (b.chat.at(-1)?.at ?? 0) - (a.chat.at(-1)?.at ?? 0))
    response.json(pageOf(request, threads.map(({ id, chat }) => ({ id: `t_${id}`, updated_time: stamp(chat.at(-1)?.at ?? 0) }))))
  })
  router.get('/:version/:thread/messages', (request, response) => {
    const denied = denial(request)
    if (denied) return refuse(response, denied)
    const person = people.find(request.params.thread.replace(/^t_/, ''))
    if (!person) return refuse(response, { code: 100, subcode: 33 })
    const messages = person.chat.toReversed().map(({ id, at, author, text }) => ({
      id, created_time: stamp(at), from: author === 'person' ? { id: person.id, name: person.name } : { id: account.pageId, name: 'Page' }, message: /^\[\w+\]$/.test(text) ? '' : text,
    }))
    response.json(pageOf(request, messages))
  })
  router.get('/:version/:id', (request, response) => {
    const denied = denial(request)
    if (denied) return refuse(response, denied)
    const person = people.find(request.params.id)
    if (!person) return refuse(response, { code: 100, subcode: 33 })
    response.json(person.name === '' ? { id: person.id } : { id: person.id, first_name: person.name, last_name: '' })
  })

  router.use((error: unknown, _request: Request, response: Response, _next: express.NextFunction) => {
    refuse(response, { code: 100, message: error instanceof SyntaxError ? '(#100) Invalid JSON' : '(#100) Invalid parameter' })
  })
  return router
}
