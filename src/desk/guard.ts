/**
 * The gate of the desk: a route exists only with a permission, and an unlisted permission is refused. One place
 * checks session, second factor, role, origin, CSRF token and fresh proof; a use case never sees a request that did not pass.
 */
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { AppError } from '../errors.ts'
import { findSession, may, NEEDS_PROOF, readCookie, requireCsrfToken, requireOwnOrigin, WITHOUT_SECOND_FACTOR, type Action, type SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'
import { requireReach } from './requireReach.ts'
import { requireSight } from './requireSight.ts'

/** What a handler is given: who asks, the id in the path, and the unparsed rest. */
export type Asked = { staff: SignedIn; token: string; id: string; query: unknown; body: unknown; request: Request; response: Response }
type Method = 'get' | 'post' | 'put' | 'patch'
type Answering = Promise<unknown> | unknown

/** A route as the gate knows it; the matrix of permissions is drawn from these. Without an action it is open to strangers. */
export type Listed = { method: Method; path: string; action: Action | undefined }

export type Gate = {
  readonly router: Router
  readonly routes: readonly Listed[]
  /** Answers JSON; undefined is 204; a handler that took the response itself returns `TAKEN`. */
  on(method: Method, path: string, action: Action, handle: (asked: Asked) => Answering): void
  /** A route before any session: the door. Only from our own pages. */
  open(method: 'post', path: string, handle: (asked: Pick<Asked, 'body' | 'request' | 'response'>) => Answering): void
}

export const TAKEN = Symbol('the handler answers by itself')

/** Whether cookies carry `__Host-` and Secure. */
export function isHttps(desk: Desk): boolean {
  return desk.config.PUBLIC_URL?.startsWith('https:') ?? false
}

export function createGate(desk: Desk): Gate {
  const router = express.Router()
  const routes: Listed[] = []
  // Deny by default: also a route somebody hangs into the router beside this list answers nobody.
  router.use(async (request, _response, next) => {
    if (routes.some((route) => leadsTo(route, request))) return next()
    await requireSession(desk, request)
    throw new AppError('forbidden', 'error.forbidden', 'a route that no permission lists')
  })
  return {
    router,
    routes,
    on(method, path, action, handle) {
      routes.push({ method, path, action })
      router[method](path, async (request, response) => {
        const { staff, token } = await requireSession(desk, request)
        requirePermission(desk, staff, action)
        if (method !== 'get') {
          requireOwnOrigin(request, desk.config)
          requireCsrfToken(request, staff.csrfToken)
          if (NEEDS_PROOF.includes(action)) requireProof(staff)
        }
        const id = path.includes(':id') ? read(z.uuid(), request.params['id']) : ''
        if (id !== '') await requireSight(desk.db.pool, staff, path, id)
        if (id !== '') await requireReach(desk.db.pool, staff, path, id)
        send(response, await handle({ staff, token, id, query: request.query, body: request.body, request, response }))
      })
    },
    open(method, path, handle) {
      routes.push({ method, path, action: undefined })
      router[method](path, async (request, response) => {
        requireOwnOrigin(request, desk.config)
        send(response, await handle({ body: request.body, request, response }))
      })
    },
  }
}

/** Whether this request is for this route; a part with a colon stands for anything. */
function leadsTo({ method, path }: Listed, request: Request): boolean {
  if (method !== (request.method === 'HEAD' ? 'get' : request.method.toLowerCase())) return false
  const [wanted, given] = [path.split('/'), request.path.split('/')]
  return wanted.length === given.length && wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
}

function send(response: Response, answer: unknown): void {
  if (answer === TAKEN) return
  if (answer === undefined) response.status(204).end()
  else response.json(answer)
}

/**
 * Who asks.
 * @throws AppError unauthorised `error.signed-out`
 */
export async function requireSession(desk: Desk, request: Request): Promise<{ staff: SignedIn; token: string }> {
  const token = readCookie(request, 'desk', isHttps(desk))
  const staff = token === undefined ? undefined : await findSession(desk.db.pool, token)
  if (token === undefined || !staff) throw new AppError('unauthorised', 'error.signed-out', 'no living session')
  return { staff, token }
}

/** Whether this account must turn its second factor on before anything else: everybody's in production. */
export function mustEnrol({ config }: Desk, { secondFactor }: Pick<SignedIn, 'secondFactor'>): boolean {
  return config.production && !secondFactor
}

/** @throws AppError forbidden `error.second-factor-needed`, `error.forbidden` */
function requirePermission(desk: Desk, staff: SignedIn, action: Action): void {
  if (mustEnrol(desk, staff) && !WITHOUT_SECOND_FACTOR.includes(action)) throw new AppError('forbidden', 'error.second-factor-needed', 'the second factor is not on yet')
  if (!may(staff.role, action)) throw new AppError('forbidden', 'error.forbidden', `${staff.role} may not ${action}`)
}

/** @throws AppError forbidden `error.proof-needed`: the desk asks for password and code, and tries again */
export function requireProof({ proved }: SignedIn): void {
  if (!proved) throw new AppError('forbidden', 'error.proof-needed', 'password and code were not shown lately')
}

/**
 * Parses what came from outside. Field names go to the log, values never.
 * @throws AppError bad-request
 */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${fields}`)
}
