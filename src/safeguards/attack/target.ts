/** The service under attack, as a stranger, a visitor of the chat or a member of staff meets it. Plain HTTP, nothing else. */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import * as z from 'zod'

export type Answer = { status: number; headers: Headers; text: string }
export type Ask = { method?: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> }

/** What the attacker was given; without it the tries that need it are skipped, and said to be. */
export type Secrets = {
  zalo?: { appId: string; oaId: string; secretKey: string }
  messenger?: { pageId: string; appSecret: string }
  /** Of the demo staff. */
  password?: string
}

export type Staff = { id: string; name: string; role: string; cookie: string; csrf: string; ask(path: string, ask?: Ask & { json?: unknown }): Promise<Answer> }
export type Visitor = { token: string; ask(path: string, ask?: Ask & { json?: unknown }): Promise<Answer> }

export type Target = {
  readonly url: string
  readonly secrets: Secrets
  /** Every answer so far: the last try looks through them for what none may show. */
  readonly answers: readonly { asked: string; answer: Answer }[]
  ask(path: string, ask?: Ask): Promise<Answer>
  /** Bytes as they are, for what no HTTP client would send. Answers the first line, or '' when the line was cut. */
  raw(bytes: string): Promise<string>
  staff(who: string): Promise<Staff>
  visitor(): Promise<Visitor>
  /** Figures of /metrics by name and labels as they stand there. */
  metric(line: string): Promise<number>
}

const ANSWER_MS = 20_000
const me = z.object({ id: z.string(), name: z.string(), role: z.string(), csrfToken: z.string() })
const session = z.object({ token: z.string() })

export function createTarget(url: string, secrets: Secrets): Target {
  const answers: { asked: string; answer: Answer }[] = []
  const signedIn = new Map<string, Promise<Staff>>()

  async function ask(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
    const response = await fetch(`${url}${path}`, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS), ...(body === undefined ? {} : { body }) })
    const answer = { status: response.status, headers: response.headers, text: await response.text() }
    answers.push({ asked: `${method} ${path.slice(0, 80)}`, answer })
    return answer
  }

  async function signIn(who: string): Promise<Staff> {
    const answer = await ask('/desk/api/sign-in', {
      method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ email: `${who}@demo.local`, password: secrets.password ?? '' }),
    })
    if (answer.status !== 200) throw new Error(`${who}@demo.local cannot sign in (${answer.status}): is DEMO_PASSWORD right?`)
    const { id, name, role, csrfToken } = me.parse(JSON.parse(answer.text))
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
    return {
      id, name, role, cookie, csrf: csrfToken,
      ask: (path, { json, headers, body, ...rest } = {}) => {
        const sent = json === undefined ? body : JSON.stringify(json)
        return ask(`/desk/api${path}`, {
          ...rest, headers: { cookie, origin: url, 'x-csrf-token': csrfToken, 'content-type': 'application/json', ...headers }, ...(sent === undefined ? {} : { body: sent }),
        })
      },
    }
  }

  return {
    url, secrets, answers, ask,
    staff(who) {
      const known = signedIn.get(who) ?? signIn(who)
      signedIn.set(who, known)
      return known
    },
    async visitor() {
      const { token } = session.parse(JSON.parse((await ask('/chat/api/session', { method: 'POST' })).text))
      return {
        token,
        ask: (path, { json, headers, body, ...rest } = {}) => {
          const sent = json === undefined ? body : JSON.stringify(json)
          return ask(`/chat/api${path}`, { ...rest, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }, ...(sent === undefined ? {} : { body: sent }) })
        },
      }
    },
    async metric(line) {
      const found = (await ask('/metrics')).text.split('\n').find((one) => one.startsWith(`${line} `))
      return Number(found?.slice(line.length + 1) ?? '0')
    },
    raw: (bytes) => new Promise((done) => {
      const { hostname, port } = new URL(url)
      const socket = connect(Number(port), hostname)
      let heard = ''
      const end = () => {
        socket.destroy()
        done(heard.split('\r\n')[0] ?? '')
      }
      socket.setTimeout(5_000, end)
      socket.on('error', end)
      socket.on('close', end)
      socket.on('data', (data) => {
        heard += data.toString('latin1')
        if (heard.includes('\r\n')) end()
      })
      socket.write(bytes.replaceAll('HOST', `${hostname}:${port}`), 'latin1')
    }),
  }
}

/** Says something as a new visitor of the chat. */
export async function visitorWhoSaid(target: Target, text: string): Promise<Visitor> {
  const visitor = await target.visitor()
  await visitor.ask('/messages', { method: 'POST', json: { clientId: randomUUID(), text } })
  return visitor
}
