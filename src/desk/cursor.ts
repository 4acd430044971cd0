/** Where a page of a list ended, as an opaque string. */
import * as z from 'zod'
import { AppError } from '../errors.ts'
import { idSchema, urgencySchema } from './api.ts'

/** `sort` is PostgreSQL's own text of the time (`infinity` for who does not wait). */
const cursorSchema = z.object({ urgency: urgencySchema, sort: z.string().regex(/^(infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?)$/), id: idSchema })
export type Cursor = z.infer<typeof cursorSchema>

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
