/**
 * The gate of the desk: a route exists only with a permission, and an unlisted permission is refused. One place
 * checks session, role, origin and CSRF token; a use case never sees a request that did not pass.
 */
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { AppError } from '../errors.ts'
import { findSession, may, readCookie, requireCsrfToken, requireOwnOrigin, type Action, type SignedIn } from '../staff/index.ts'
import type { Desk } from './desk.ts'

/** What a handler is given: who asks, the id in the path, and the unparsed rest. */
export type Asked = { staff: SignedIn; token: string; id: string; query: unknown; body: unknown; request: Request; response: Response }
type Method = 'get' | 'post' | 'put' | 'patch'

export type Gate = {
  readonly router: Router
  /** Answers JSON; undefined is 204; a handler that took the response itself returns `TAKEN`. */
  on(method: Method, path: string, action: Action, handle: (asked: Asked) => Promise<unknown> | unknown): void
}

export const TAKEN = Symbol('the handler answers by itself')

/** Whether cookies carry `__Host-` and Secure. */
export function isHttps(desk: Desk): boolean {
  return desk.config.PUBLIC_URL?.startsWith('https:') ?? false
}

export function createGate(desk: Desk): Gate {
  const router = express.Router()
  return {
    router,
    on(method, path, action, handle) {
      router[method](path, async (request, response) => {
        const { staff, token } = await requireSession(desk, request)
        if (!may(staff.role, action)) throw new AppError('forbidden', 'error.forbidden', `${staff.role} may not ${action}`)
        if (method !== 'get') {
          requireOwnOrigin(request, desk.config)
          requireCsrfToken(request, staff.csrfToken)
        }
        const id = path.includes(':id') ? read(z.uuid(), request.params['id']) : ''
        const answer = await handle({ staff, token, id, query: request.query, body: request.body, request, response })
        if (answer === TAKEN) return
        if (answer === undefined) response.status(204).end()
        else response.json(answer)
      })
    },
  }
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
