import type { Database } from '../../src/database/index.ts'
import { startSession } from '../../src/staff/session.ts'

export type DeskOf = {
  readonly id: string
  get(path: string): Promise<Response>
  post(path: string, body: object): Promise<Response>
  put(path: string, body: object): Promise<Response>
}

/** A demo member of staff at the desk of a running service, by a living session; the door itself is test/desk/signIn.test.ts. */
export async function signInTo(db: Database, url: string, who: string, origin = url): Promise<DeskOf> {
  const { rows: [staff] } = await db.pool.query<{ id: string }>('select id from staff where email = $1', [`${who}@demo.local`])
  if (!staff) throw new Error(`${who} has an account`)
  const { token } = await startSession(db.pool, staff.id)
  const cookie = `desk=${token}`
  const get = (path: string, init: RequestInit = {}) => fetch(`${url}/desk/api${path}`, { ...init, headers: { cookie, ...init.headers } })
  const me: { csrfToken: string } = await (await get('/me')).json()
  return {
    id: staff.id,
    get,
    post: (path, body) => get(path, { method: 'POST', body: JSON.stringify(body), headers: { origin, 'x-csrf-token': me.csrfToken, 'content-type': 'application/json' } }),
    put: (path, body) => get(path, { method: 'PUT', body: JSON.stringify(body), headers: { origin, 'x-csrf-token': me.csrfToken, 'content-type': 'application/json' } }),
  }
}
