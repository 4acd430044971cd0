import { latestOfEach, listCorrections, type Correction } from '../cases/index.ts'
import { AppError } from '../errors.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import { maskContact, maskName, sightOf, type FieldClass, type Sight, type SignedIn, may } from '../staff/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { BlockShown, Conversation, DeskChannel, EvidenceMark } from './api.ts'
import { blockNoteContext } from './blockPerson.ts'
import * as sql from './conversationSql.ts'
import type { Desk } from './desk.ts'
import { factsOf } from './facts.ts'
import { readingKey } from './readingKey.ts'
import { recordOpening } from './recordOpening.ts'
import { replyWindow } from './replyWindow.ts'
import { draftContext } from './saveDraft.ts'
import { reasonContext } from './setLevel.ts'
import { noteContext } from './takeNote.ts'
import { answerDueAt } from './targets.ts'
import { iso, isoOrNull } from './time.ts'

type Header = {
  id: string; personId: string; channel: DeskChannel; state: 'open' | 'closed'; urgency: Urgency; review: boolean; categories: string[]; reporter: string
  setById: string | null; setByName: string | null
  ownerKind: 'bot' | 'queue' | 'staff'; ownerId: string | null; ownerName: string | null; ownerSince: Date
  offerToId: string | null; offerToName: string | null; offerAt: Date | null
  locale: string; nameEnc: Buffer | null; keyId: string; wrapped: Buffer | null; sessionEnc: Buffer | null; lastSeq: number; openedAt: Date
  waitingSince: Date | null; firstInboundAt: Date | null; lastInboundAt: Date | null; lastOutboundAt: Date | null
  closedAt: Date | null; closeReason: string | null; alarmOpen: boolean
  caseId: string | null; caseNumber: string | null; caseState: string | null; caseOpenedAt: Date | null; clockDueAt: Date | null
  draftEnc: Buffer | null; commune: string | null; snoozedUntil: Date | null
  blockId: string | null; blockReason: BlockShown['reason'] | null; blockNoteEnc: Buffer | null; blockedById: string | null; blockedByName: string | null; blockedAt: Date | null; blockedUntil: Date | null
}

/**
 * Everything of a conversation beside its transcript. Reading it is written to the access log first.
 * @throws AppError not-found `error.not-found`, `error.erased`
 */
export async function readConversation(desk: Desk, staff: SignedIn, id: string): Promise<Conversation> {
  const { rows: [row] } = await desk.db.pool.query<Header>(sql.HEADER, [id, staff.id])
  if (!row) throw new AppError('not-found', 'error.not-found', `no conversation ${id}`)
  await recordOpening(desk, { staffId: staff.id, conversationId: id })
  const key = readingKey(desk, row)
  const [corrections, evidence, urgencyHistory, notes, earlier, viewers] = await Promise.all([
    listCorrections(desk.db.pool, desk.vault, key, id), listEvidence(desk, id), listLevels(desk, key, id), listNotes(desk, key, id), listEarlier(desk, staff, row), listViewers(desk, staff, id),
  ])
  return { ...header(desk, key, row, staff, corrections), evidence, urgencyHistory, notes, earlier, viewers }
}

function header({ vault, centre }: Desk, key: DataKey, row: Header, staff: SignedIn, corrections: readonly Correction[]): Omit<Conversation, 'evidence' | 'urgencyHistory' | 'notes' | 'earlier' | 'viewers'> {
  const { id, channel, state, urgency, review, categories, reporter, commune, lastSeq, closeReason, alarmOpen } = row
  const session: unknown = row.sessionEnc ? JSON.parse(vault.open(key, `conversation.session:${id}`, row.sessionEnc)) : undefined
  const sight = (field: FieldClass) => sightOf(staff.role, field, row.ownerId === staff.id ? 'owner' : 'other')
  return {
    id, channel, state, urgency, review, categories, reporter, commune, lastSeq, closeReason, alarmOpen,
    urgencySetBy: row.setById !== null ? { id: row.setById, name: row.setByName ?? '' } : null,
    owner: { kind: row.ownerKind, id: row.ownerId, name: row.ownerName, since: iso(row.ownerSince) },
    offer: row.offerToId && row.offerAt ? { to: { id: row.offerToId, name: row.offerToName ?? '' }, at: iso(row.offerAt) } : null,
    locale: row.locale === 'en' ? 'en' : 'vi',
    personName: seen(row.nameEnc && vault.open(key, `person.name:${row.personId}`, row.nameEnc), sight('name'), maskName),
    openedAt: iso(row.openedAt),
    waitingSince: isoOrNull(row.waitingSince),
    answerDueAt: isoOrNull(answerDueAt(centre(), urgency, row.waitingSince)),
    firstInboundAt: isoOrNull(row.firstInboundAt),
    lastInboundAt: isoOrNull(row.lastInboundAt),
    lastOutboundAt: isoOrNull(row.lastOutboundAt),
    closedAt: isoOrNull(row.closedAt),
    block: blockOf(vault, key, row, staff),
    case: caseOf(row),
    facts: factsOf(session, latestOfEach(corrections)).map((fact) => ({ ...fact, value: contactSeen(fact.name, fact.value, sight('contact')) })),
    corrections: corrections.map(({ staffId, staffName, name, before, value, ...rest }) => ({
      id: rest.id, name, reason: rest.reason, at: iso(rest.at), by: { id: staffId, name: staffName },
      before: contactSeen(name, before, sight('contact')), value: contactSeen(name, value, sight('contact')),
    })),
    snoozedUntil: isoOrNull(row.snoozedUntil),
    window: replyWindow(channel, row.lastInboundAt, new Date()),
    draft: row.draftEnc ? vault.open(key, draftContext({ conversationId: id, staffId: staff.id }), row.draftEnc) : '',
  }
}

function blockOf(vault: Vault, key: DataKey, { blockId, blockReason, blockNoteEnc, blockedById, blockedByName, blockedAt, blockedUntil }: Header, staff: SignedIn): Conversation['block'] {
  if (!blockId || !blockReason || !blockNoteEnc || !blockedById || !blockedAt || !blockedUntil) return null
  return {
    reason: blockReason,
    note: vault.open(key, blockNoteContext(blockId), blockNoteEnc),
    by: { id: blockedById, name: blockedByName ?? '' },
    at: iso(blockedAt),
    until: iso(blockedUntil),
    mayLift: blockedById === staff.id || may(staff.role, 'person.block-any'),
  }
}

/** Numbers and addresses a person gave stand masked before who does not hold the talk. */
const CONTACTS: readonly string[] = ['reporterContact', 'contactPhone']

function contactSeen<T>(name: string, value: T, sight: Sight): T | string | null {
  return CONTACTS.includes(name) && value !== null ? seen(String(value), sight, maskContact) : value
}

function seen(value: string | null, sight: Sight, mask: (value: string) => string): string | null {
  if (value === null || sight === 'none') return null
  return sight === 'full' ? value : mask(value)
}

function caseOf({ caseId, caseNumber, caseState, caseOpenedAt, clockDueAt }: Header): Conversation['case'] {
  if (!caseId || !caseNumber || !caseState || !caseOpenedAt || !clockDueAt) return null
  return { id: caseId, number: caseNumber, state: caseState, openedAt: iso(caseOpenedAt), clockDueAt: iso(clockDueAt) }
}

async function listEvidence({ db }: Desk, id: string): Promise<EvidenceMark[]> {
  return (await db.pool.query<EvidenceMark>(sql.EVIDENCE, [id])).rows
}

type Level = { id: string; from: Urgency; to: Urgency; staffId: string | null; name: string | null; reasonEnc: Buffer | null; cues: string[]; at: Date }

async function listLevels({ db, vault }: Desk, key: DataKey, id: string): Promise<Conversation['urgencyHistory']> {
  const { rows } = await db.pool.query<Level>(sql.LEVELS, [id])
  return rows.map((row) => ({
    from: row.from,
    to: row.to,
    by: row.staffId !== null ? { id: row.staffId, name: row.name ?? '' } : null,
    reason: row.reasonEnc && vault.open(key, reasonContext(row.id), row.reasonEnc),
    cues: row.cues,
    at: iso(row.at),
  }))
}

async function listNotes({ db, vault }: Desk, key: DataKey, id: string): Promise<Conversation['notes']> {
  const { rows } = await db.pool.query<{ id: string; staffId: string; name: string; textEnc: Buffer; whisper: boolean; contact: Conversation['notes'][number]['contact']; at: Date }>(sql.NOTES, [id])
  return rows.map((row) => ({ id: row.id, by: { id: row.staffId, name: row.name }, text: vault.open(key, noteContext(row.id), row.textEnc), whisper: row.whisper, contact: row.contact, at: iso(row.at) }))
}

async function listEarlier({ db }: Desk, staff: SignedIn, { personId, id }: Header): Promise<Conversation['earlier']> {
  const { rows } = await db.pool.query<{ id: string; urgency: Urgency; openedAt: Date; closedAt: Date | null; caseNumber: string | null }>(sql.EARLIER, [personId, id, staff.focal])
  return rows.map((row) => ({ ...row, openedAt: iso(row.openedAt), closedAt: isoOrNull(row.closedAt) }))
}

async function listViewers({ db }: Desk, staff: SignedIn, id: string): Promise<Conversation['viewers']> {
  return (await db.pool.query<{ id: string; name: string; typing: boolean }>(sql.VIEWERS, [id, staff.id])).rows
}
