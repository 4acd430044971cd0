/** Where a page of a list ended, as an opaque string. */
import * as z from 'zod'
import { AppError } from '../errors.ts'
import { idSchema, urgencySchema } from './api.ts'

/** `sort` is PostgreSQL's own text of the time (`infinity` for who does not wait). */
const cursorSchema = z.object({ urgency: urgencySchema, sort: z.string().regex(/^(infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/).refine(isTime), id: idSchema })
export type Cursor = z.infer<typeof cursorSchema>

/** A time that PostgreSQL reads: "2026-99-99" has the shape of one, and would end as a 503. */
function isTime(sort: string): boolean {
  const [date = '', time = ''] = sort.split(' ')
  const read = new Date(`${date}T${time.slice(0, 8)}Z`)
  return sort === 'infinity' || (!Number.isNaN(read.getTime()) && read.toISOString().startsWith(date) && /[+-](0\d|1[0-4])(:[0-5]\d)?$/.test(time))
}

export function writeCursor({ urgency, sort, id }: Cursor): string {
  return Buffer.from(JSON.stringify({ urgency, sort, id })).toString('base64url')
}

/** @throws AppError bad-request when it is none of ours. */
export function readCursor(text: string): Cursor {
  const parsed = cursorSchema.safeParse(parse(text))
  if (!parsed.success) throw new AppError('bad-request', 'error.bad-request', 'a cursor that is none of ours')
  return parsed.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
