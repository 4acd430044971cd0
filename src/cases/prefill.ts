/**
 * What the bot and triage already know, written into an open record as "by machine, unconfirmed". Only fields no human
 * has answered; a human's edit always wins.
 */
import * as z from 'zod'
import type { Client } from '../database/index.ts'
import { communeByCode, findCommune } from '../directory/index.ts'
import type { DataKey, Vault } from '../safeguards/index.ts'
import { isCategory } from '../triage/index.ts'
import { sameAnswer, tidyAnswer, type Answer, type Value } from './answers.ts'
import { answerOfCorrection, listCorrections, type Correction } from './corrections.ts'
import { fieldSpec, type PartKind } from './fields.ts'
import { isListed } from './lists.ts'
import { insertPart, readParts, standingOf, touchCase, writeAnswer, type CaseRow, type Part } from './store.ts'

/** Only what prefilling needs of the session the bot stored; the rest is the bot's own. */
const plain = z.union([z.string(), z.number(), z.boolean()])
const slotSchema = z.object({ status: z.enum(['value', 'unknown', 'declined']), value: plain.optional() })
const sessionSchema = z.object({ dialog: z.object({ slots: z.record(z.string(), slotSchema) }) })
type Slots = Readonly<Record<string, z.infer<typeof slotSchema>>>

type Source = { id: string; reporter: string; categories: string[]; sessionEnc: Buffer | null; keyId: string }
const SOURCES = `
  select c.id, c.reporter, c.categories, c.session_enc as "sessionEnc", p.key_id as "keyId"
  from conversation c join person p on p.id = c.person_id join data_key k on k.id = p.key_id and k.wrapped is not null
  where c.case_id = $1 order by c.opened_at`

/** `by`: the human who said so; `instead`: the answer it may take the place of, though a human wrote it. */
type Proposal = { kind: PartKind; field: string; answer: Answer; by?: string | null; instead?: Answer }

/**
 * Fills what is empty from the case's conversations, in the caller's transaction, which holds the case's lock. What a
 * counsellor corrected there goes before the machine's guess. Answers whether anything was written.
 * @param just a correction made this moment: it also takes the place of what it corrects, if that stands there
 */
export async function prefillCase(client: Client, vault: Vault, key: DataKey, record: CaseRow, just?: Correction): Promise<boolean> {
  if (record.state === 'closed') return false
  const { rows } = await client.query<Source>(SOURCES, [record.id])
  const guesses: Proposal[] = []
  const corrections: Correction[] = []
  for (const source of rows) {
    const sourceKey = await vault.key(client, source.keyId)
    guesses.push(...proposalsOf(vault, sourceKey, source))
    corrections.push(...await listCorrections(client, vault, sourceKey, source.id))
  }
  const corrected = corrections.toSorted((a, b) => a.at.getTime() - b.at.getTime()).flatMap((one) => fromCorrection(one, one.id === just?.id))
  const proposals = new Map([...guesses, ...corrected].map((one) => [`${one.kind}.${one.field}`, one]))
  if (proposals.size === 0) return false
  const parts = await readParts(client, vault, key, record.id)
  let written = 0
  for (const proposal of proposals.values()) written += await propose(client, vault, key, record.id, parts, proposal)
  if (written > 0) await touchCase(client, record.id)
  return written > 0
}

/** A machine's word, and a correction made in the talk, stand only where nobody has spoken, and in the first part of its kind. */
async function propose(client: Client, vault: Vault, key: DataKey, caseId: string, parts: Part[], { kind, field, answer, by = null, instead }: Proposal): Promise<0 | 1> {
  const spec = fieldSpec(kind, field)
  const tidied = spec && tidyAnswer(spec, answer)
  if (!tidied) return 0
  const part = parts.find((one) => one.kind === kind)
  const standing = standingOf(part, field)
  const spoken = standing.version > 0 && standing.source === 'staff' && !(instead && sameAnswer(standing.answer, instead))
  if (spoken || sameAnswer(standing.answer, tidied)) return 0
  const partId = part?.id ?? await insertPart(client, { caseId, kind, by })
  if (!part) parts.push({ id: partId, kind, createdAt: new Date(), createdBy: by, fields: new Map() })
  await writeAnswer(client, vault, key, { caseId, partId, kind, field, answer: tidied, by })
  return 1
}

function proposalsOf(vault: Vault, key: DataKey, source: Source): Proposal[] {
  const [category] = source.categories
  return [
    ...(source.reporter !== 'unknown' && isListed('reporter', source.reporter) ? [say('reporter', 'kind', source.reporter)] : []),
    ...(category !== undefined && isCategory(category) ? [say('concern', 'category', category)] : []),
    ...fromSlots(slotsOf(vault, key, source)),
  ]
}

function slotsOf(vault: Vault, key: DataKey, { id, sessionEnc }: Source): Slots {
  if (!sessionEnc) return {}
  const stored: unknown = JSON.parse(vault.open(key, `conversation.session:${id}`, sessionEnc))
  const parsed = sessionSchema.safeParse(stored)
  return parsed.success ? parsed.data.dialog.slots : {}
}

/** Slots of dialogs/ and the fields they answer as they are. */
const SAME: Readonly<Record<string, readonly [PartKind, string]>> = {
  age: ['child', 'age'],
  carer: ['child', 'carer'],
  condition: ['child', 'condition'],
  consequence: ['child', 'consequence'],
  adultNear: ['child', 'adultNear'],
  injured: ['child', 'injured'],
  inDangerNow: ['child', 'inDangerNow'],
  actionsTaken: ['measure', 'what'],
  situation: ['concern', 'description'],
}

/** Whom triage heard of (src/triage/slots.ts), as the record's list has it. Anything else was said in words. */
const RELATION_OF: Readonly<Record<string, string>> = {
  father: 'father', mother: 'mother', stepparent: 'stepparent', grandparent: 'grandparent', relative: 'other-relative', teacher: 'teacher', boss: 'employer', partner: 'partner',
  peer: 'peer', online: 'online-contact', stranger: 'stranger',
}

/** What of a conversation's own, corrected, answers which field. */
const OWN: Readonly<Record<string, readonly [PartKind, string]>> = { commune: ['concern', 'commune'], categories: ['concern', 'category'], reporter: ['reporter', 'kind'], place: ['concern', 'place'] }

function fromCorrection({ name, before, value, staffId }: Correction, just: boolean): Proposal[] {
  const instead = answerOfCorrection(before)
  const by = { by: staffId, ...(just ? { instead } : {}) }
  const answer = answerOfCorrection(value)
  if (name === 'who' && answer.status === 'value') return fromWho({ status: 'value', value: String(answer.value) }).map((one) => ({ ...one, ...by }))
  if (name === 'reporterContact' && answer.status === 'value') return fromContact({ status: 'value', value: String(answer.value) }).map((one) => ({ ...one, ...by }))
  const field = OWN[name] ?? SAME[name]
  return field ? [{ kind: field[0], field: field[1], answer, ...by }] : []
}

function fromSlots(slots: Slots): Proposal[] {
  const same = Object.entries(SAME).flatMap(([slot, [kind, field]]) => {
    const answer = answerOf(slots[slot], fieldSpec(kind, field)?.kind === 'yesno')
    return answer ? [{ kind, field, answer }] : []
  })
  return [...same, ...fromWho(slots['who']), ...fromPlace(slots['place'], slots['commune']), ...fromContact(slots['reporterContact'])]
}

function fromWho(slot: Slots[string] | undefined): Proposal[] {
  const answer = answerOf(slot, false)
  if (!answer) return []
  const relation = answer.status === 'value' && typeof answer.value === 'string' ? RELATION_OF[answer.value] : undefined
  return [relation === undefined ? { kind: 'harmer', field: 'note', answer } : say('harmer', 'relation', relation)]
}

/** The place as it was told, and its commune when there is no doubt about it. */
function fromPlace(slot: Slots[string] | undefined, commune: Slots[string] | undefined): Proposal[] {
  const answer = answerOf(slot, false)
  if (!answer) return []
  const told: Proposal = { kind: 'concern', field: 'place', answer }
  if (answer.status !== 'value' || typeof answer.value !== 'string') return [told]
  const { communes } = findCommune(answer.value)
  // The dialog keeps the code beside the words, also when the person chose one of two.
  const chosen = communes.find((one) => one.commune.code === commune?.value)
  const [guess, second] = chosen ? [chosen] : communes
  if (!guess && typeof commune?.value === 'string' && communeByCode(commune.value)) return [told, say('concern', 'commune', commune.value)]
  if (!guess || second) return [told]
  return [told, say('concern', 'commune', guess.commune.code), ...(guess.via === 'old' ? [say('concern', 'communeOld', guess.matched)] : [])]
}

function fromContact(slot: Slots[string] | undefined): Proposal[] {
  const answer = answerOf(slot, false)
  if (!answer) return []
  const phone = answer.status === 'value' && typeof answer.value === 'string' ? /(?:\+?84|0)[\d .-]{8,13}\d/.exec(answer.value)?.[0] : undefined
  return [{ kind: 'reporter', field: 'note', answer }, ...(phone === undefined ? [] : [say('reporter', 'phone', phone)])]
}

function answerOf(slot: Slots[string] | undefined, asYesNo: boolean): Answer | undefined {
  if (!slot) return undefined
  if (slot.status !== 'value') return { status: slot.status }
  const { value } = slot
  if (value === undefined) return undefined
  if (typeof value === 'boolean') return { status: 'value', value: value ? 'yes' : 'no' }
  return asYesNo && value === 'unsure' ? { status: 'unknown' } : { status: 'value', value }
}

function say(kind: PartKind, field: string, value: Value): Proposal {
  return { kind, field, answer: { status: 'value', value } }
}
