/**
 * What one manager of accounts may not do alone. An administrator who opened an account for a made-up counsellor, or
 * took over a real one by a new password, would read what children wrote: so whoever does not meet children's words
 * needs somebody who does before letting anybody into such a role, and the link goes to that second person. Taking
 * away a second factor wants two people whoever asks.
 */
import { meetsChildren, may, type Role } from './permissions.ts'

/** open: a new account · role: another role · link: a new password · second-factor: a lost phone. */
export const REQUEST_KINDS = ['open', 'role', 'link', 'second-factor'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

type Manager = { id: string; role: Role }
type Asked = { kind: RequestKind; /** The role the account has, or would get. */ role: Role }

/** Whether this act of this person waits for a second one. */
export function needsSecondPerson(manager: Manager, { kind, role }: Asked): boolean {
  return kind === 'second-factor' || (meetsChildren(role) && !meetsChildren(manager.role))
}

/** Whether this person may be the second: neither who asked nor whom it is about, and as near to children as the account. */
export function mayConfirm(second: Manager, request: Asked & { requestedBy: string; staffId: string }): boolean {
  return may(second.role, 'staff.manage')
    && second.id !== request.requestedBy
    && second.id !== request.staffId
    && (request.kind === 'second-factor' || !meetsChildren(request.role) || meetsChildren(second.role))
}
