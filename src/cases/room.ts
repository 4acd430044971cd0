/** What the use cases of this room are given, and who acts. */
import type { Database } from '../database/index.ts'
import type { Centre } from '../directory/index.ts'
import type { Vault } from '../safeguards/index.ts'
import type { Role } from '../staff/index.ts'

export type CaseRoom = {
  readonly db: Pick<Database, 'pool'>
  readonly vault: Vault
  readonly centre: () => Centre
  /** Tests choose the hour; otherwise the server's clock. */
  readonly now?: () => Date
  /** Tells open desks, after the commit, that a case moved. */
  readonly changed?: (caseId: string) => void
}

/** A signed-in member of staff; every act on a case has one. */
export type Officer = { readonly id: string; readonly name: string; readonly role: Role }

export function nowOf(room: CaseRoom): Date {
  return room.now?.() ?? new Date()
}
