/** What the routes of this room share. */
import * as z from 'zod'
import type { Database } from '../database/index.ts'
import { AppError } from '../errors.ts'
import type { RetentionTerms } from './retention/index.ts'
import type { Vault } from './vault.ts'

export type SafeguardAction = 'conversation.read' | 'conversation.note' | 'case.read' | 'audit.read' | 'retention.hold' | 'person.erase'
export type SafeguardsAsked = { staff: { id: string; focal: boolean }; id: string; query: unknown; body: unknown }
/** What this room needs of the desk's gate (src/desk/guard.ts). */
export type SafeguardsGate = { on(method: 'get' | 'post', path: string, action: SafeguardAction, handle: (asked: SafeguardsAsked) => Promise<unknown>): void }
export type SafeguardsRoom = { db: Database; vault: Vault; terms: RetentionTerms }

/** Rows of one answer. */
export const PAGE = 100

/** Field names go to the log, values never. @throws AppError bad-request */
export function readInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')}`)
}

/** The answer of its schema: moments as ISO text. */
export function answer<T>(schema: z.ZodType<T>, value: object): T {
  return schema.parse(JSON.parse(JSON.stringify(value)))
}
