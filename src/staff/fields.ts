/**
 * Which kinds of fields a role sees, in full or masked. Data, as the permissions are: the reading of a record, the matrix
 * in docs/permissions.md and its test are made from this one table. Imports nothing but the permissions.
 */
import { may, type Action, type Role } from './permissions.ts'

export type Sight = 'full' | 'masked' | 'none'

/** `owner`: whoever holds the conversation now. */
type Rule = { action: Action; when: 'always' | 'owner'; sight: Exclude<Sight, 'none'> }

/** The first rule that holds decides; none: nothing. What only `identity.reveal` opens is masked or absent everywhere else. */
export const FIELDS = {
  /** What was said, notes, drafts. */
  words: [{ action: 'conversation.read', when: 'always', sight: 'full' }],
  /** Level, categories, signs, clocks. */
  judgement: [{ action: 'conversation.read', when: 'always', sight: 'full' }],
  /** A phone number or address somebody gave so that they can be reached: for the one who must call back. */
  contact: [{ action: 'conversation.reply', when: 'owner', sight: 'full' }, { action: 'conversation.read', when: 'always', sight: 'masked' }],
  /** The display name of the platform. */
  name: [{ action: 'conversation.read', when: 'always', sight: 'masked' }, { action: 'identity.reveal', when: 'always', sight: 'masked' }],
  /** The person's id at the platform. */
  external: [],
  /** The record of a child. */
  case: [{ action: 'case.read', when: 'always', sight: 'full' }],
  figures: [{ action: 'report.read', when: 'always', sight: 'full' }],
  /** Accounts of staff. */
  accounts: [{ action: 'staff.manage', when: 'always', sight: 'full' }],
  /** Who opened what. */
  trace: [{ action: 'audit.read', when: 'always', sight: 'full' }],
} as const satisfies Record<string, readonly Rule[]>
export type FieldClass = keyof typeof FIELDS

/** What somebody sees of a field of this class. */
export function sightOf(role: Role, field: FieldClass, owns: 'owner' | 'other'): Sight {
  const rules: readonly Rule[] = FIELDS[field]
  return rules.find(({ action, when }) => may(role, action) && (when === 'always' || owns === 'owner'))?.sight ?? 'none'
}

/** "Nguyễn Thị Hoa" → "N••• T••• H•••": enough to tell two people apart on a screen. */
export function maskName(name: string): string {
  return name.trim().split(/\s+/).map((word) => `${[...word][0] ?? ''}•••`).join(' ')
}

/** "0905 123 678" → "•••678". */
export function maskContact(contact: string): string {
  const tail = [...contact.replace(/\s/g, '')].slice(-3).join('')
  return contact.length > 6 ? `•••${tail}` : '•••'
}
