/** The routes of this room behind the desk's gate (taken by shape): for supervisors, who watch over triage. */
import type { Pool } from '../database/index.ts'
import type { Centre } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import { assess } from '../triage/index.ts'
import { agreementByMonth } from './agreement.ts'
import { agreementQuerySchema, trySchema, type Agreement, type Tried } from './api.ts'

type Asked = { query: unknown; body: unknown }
export type LearningGate = { on(method: 'get' | 'post', path: string, action: 'quality.review', handle: (asked: Asked) => Promise<unknown> | unknown): void }

const MONTH_MS = 31 * 24 * 60 * 60_000

export function addLearningRoutes({ on }: LearningGate, { db, centre }: { db: { pool: Pool }; centre: () => Centre }): void {
  on('post', '/triage/try', 'quality.review', ({ body }) => tryTriage(body))
  on('get', '/triage/agreement', 'quality.review', async ({ query }): Promise<Agreement> => {
    const asked = agreementQuerySchema.safeParse(query)
    if (!asked.success) throw badRequest()
    const since = new Date(Date.now() - asked.data.months * MONTH_MS)
    return { months: await agreementByMonth(db.pool, { since, timeZone: centre().timeZone }) }
  })
}

/** Judges a text as a child's message would be. Nothing is stored, nothing is logged. */
export function tryTriage(body: unknown): Tried {
  const asked = trySchema.safeParse(body)
  if (!asked.success) throw badRequest()
  return assess(asked.data.turns.map((text) => ({ text })))
}

function badRequest(): AppError {
  return new AppError('bad-request', 'error.bad-request', 'not the shape of src/learning/api.ts')
}
