/**
 * Who may do what. Deny by default: an action that is not in a role's list is refused, also one that
 * somebody forgets to list. Imports nothing, so that the browser app can share the names.
 */

export const ROLES = ['counsellor', 'supervisor', 'head', 'administrator', 'analyst', 'custodian'] as const
export type Role = (typeof ROLES)[number]

export const ACTIONS = [
  'session.enrol',
  'session.own',
  'queue.read',
  'conversation.read',
  'conversation.claim',
  'conversation.take-over',
  'conversation.reply',
  'conversation.note',
  'conversation.whisper',
  'conversation.level',
  'conversation.correct',
  'conversation.snooze',
  'conversation.release',
  'conversation.transfer',
  'conversation.close',
  'conversation.open-case',
  'media.open',
  'person.block',
  'person.block-any',
  'canned.write',
  'contact.take',
  'alarm.read',
  'alarm.acknowledge',
  'events.listen',
  'presence.beat',
  'staff.list',
  'wall.read',
  'roster.read',
  'roster.write',
  'quality.review',
  'case.read',
  'case.write',
  'case.reach',
  'case.breach',
  'case.assign',
  'case.search-all',
  'report.read',
  'report.export',
  'report.trace',
  'directory.read',
  'directory.write',
  'dialog.read',
  'dialog.review',
  'staff.manage',
  'channel.manage',
  'audit.read',
  'retention.hold',
  'person.erase',
  'identity.reveal',
] as const
export type Action = (typeof ACTIONS)[number]

/** One's own sign-in: everybody's. `session.enrol` alone is open before the second factor. */
const OWN: readonly Action[] = ['session.enrol', 'session.own']

const COUNSELLING: readonly Action[] = [
  ...OWN,
  'queue.read',
  'conversation.read',
  'conversation.claim',
  'conversation.reply',
  'conversation.note',
  'conversation.level',
  'conversation.correct',
  'conversation.snooze',
  'conversation.release',
  'conversation.transfer',
  'conversation.close',
  'conversation.open-case',
  'media.open',
  'person.block',
  'contact.take',
  'alarm.read',
  'alarm.acknowledge',
  'events.listen',
  'presence.beat',
  'staff.list',
  'roster.read',
  'case.read',
  'case.write',
  'case.reach',
  'directory.read',
  'dialog.read',
]

const SUPERVISING: readonly Action[] = [...COUNSELLING, 'conversation.take-over', 'conversation.whisper', 'person.block-any', 'canned.write', 'wall.read', 'roster.write', 'quality.review', 'report.read', 'report.export', 'report.trace', 'directory.write', 'dialog.review', 'case.breach', 'case.assign', 'case.search-all']

/**
 * Administrators run the service and see nothing a child wrote; analysts see figures only; custodians disclose who
 * somebody is, and read no word. The head may disclose too: danger to life does not wait for the custodian's morning.
 */
export const PERMISSIONS: Readonly<Record<Role, readonly Action[]>> = {
  counsellor: COUNSELLING,
  supervisor: SUPERVISING,
  head: [...SUPERVISING, 'staff.manage', 'audit.read', 'retention.hold', 'person.erase', 'identity.reveal'],
  administrator: [...OWN, 'staff.list', 'staff.manage', 'channel.manage', 'directory.read', 'directory.write'],
  analyst: [...OWN, 'report.read', 'report.export'],
  custodian: [...OWN, 'identity.reveal'],
}

/** Writes by these want password and code shown again within {@link PROOF_MINUTES}: an unlocked desk is not enough. */
export const NEEDS_PROOF: readonly Action[] = ['staff.manage', 'person.erase', 'identity.reveal']
export const PROOF_MINUTES = 10

/** All that is open to an account without a second factor, where one is compulsory. */
export const WITHOUT_SECOND_FACTOR: readonly Action[] = ['session.enrol']

/** Whether the role may do it. */
export function may(role: Role, action: Action): boolean {
  return PERMISSIONS[role].includes(action)
}

/** Whether the role meets a child's words or identity at all. Who lets somebody into such a role must be in one (secondPerson.ts). */
export function meetsChildren(role: Role): boolean {
  return may(role, 'conversation.read') || may(role, 'identity.reveal')
}
