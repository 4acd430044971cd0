import { AppError } from '../errors.ts'
import type { DataKey } from '../safeguards/index.ts'
import type { Desk } from './desk.ts'

/**
 * The key that opens a person's words, from the row just read: a key destroyed by another process counts as gone
 * at once, whatever this one remembers.
 * @throws AppError not-found `error.erased`
 */
export function readingKey({ vault }: Desk, { keyId, wrapped }: { keyId: string; wrapped: Buffer | null }): DataKey {
  if (wrapped) return vault.unwrap(keyId, wrapped)
  vault.forget(keyId)
  throw new AppError('not-found', 'error.erased', 'the key of these words was destroyed')
}
