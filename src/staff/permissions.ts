/**
 * Who may do what. Deny by default: an action that is not in a role's list is refused, also one that
 * somebody forgets to list. Imports nothing, so that the browser app can share the names.
 */

export const ROLES = ['counsellor', 'supervisor', 'head', 'administrator', 'analyst'] as const
export type Role = (typeof ROLES)[number]

export const ACTIONS = [
  'session.own',
  'queue.read',
  'conversation.read',
  'conversation.claim',
  'conversation.take-over',
  'conversation.reply',
  'conversation.note',
  'conversation.whisper',
  'conversation.level',
  'conversation.release',
  'conversation.transfer',
  'conversation.close',
  'conversation.open-case',
  'media.open',
  'person.block',
  'person.block-any',
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
  'case.breach',
  'case.assign',
  'case.search-all',
  'report.read',
  'report.export',
  'report.trace',
  'directory.read',
  'directory.write',
  'staff.manage',
  'channel.manage',
  'audit.read',
  'retention.hold',
  'person.erase',
] as const
export type Action = (typeof ACTIONS)[number]

const COUNSELLING: readonly Action[] = [
  'session.own',
  'queue.read',
  'conversation.read',
  'conversation.claim',
  'conversation.reply',
  'conversation.note',
  'conversation.level',
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
  'directory.read',
]

const SUPERVISING: readonly Action[] = [...COUNSELLING, 'conversation.take-over', 'conversation.whisper', 'person.block-any', 'wall.read', 'roster.write', 'quality.review', 'report.read', 'report.export', 'report.trace', 'directory.write', 'case.breach', 'case.assign', 'case.search-all']

/** Administrators run the service and see nothing a child wrote; analysts see figures only. */
export const PERMISSIONS: Readonly<Record<Role, readonly Action[]>> = {
  counsellor: COUNSELLING,
  supervisor: SUPERVISING,
  head: [...SUPERVISING, 'staff.manage', 'audit.read', 'retention.hold', 'person.erase'],
  administrator: ['session.own', 'staff.list', 'staff.manage', 'channel.manage'],
  analyst: ['session.own', 'report.read', 'report.export'],
}

/** Whether the role may do it. */
export function may(role: Role, action: Action): boolean {
  return PERMISSIONS[role].includes(action)
}
