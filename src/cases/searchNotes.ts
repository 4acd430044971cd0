/**
 * Searching the words of a record. They are sealed under each case's key and have no index: a keyed index of single words
 * would tell whoever holds the database which words stand where how often, and Vietnamese has few thousand syllables. So
 * the newest cases that fit the filters are opened and read, a bounded number at a time; the answer says how far back it came.
 */
import { transaction } from '../database/index.ts'
import { plain, words } from '../directory/index.ts'
import { recordAccess } from '../safeguards/index.ts'
import { may } from '../staff/index.ts'
import { textOf } from './answers.ts'
import type { PartKind } from './fields.ts'
import type { CaseRoom, Officer } from './room.ts'
import { FILTER, filterValues, HIT, type CaseFilter, type CaseHit } from './searchCases.ts'
import { openAnswer } from './store.ts'

/** How many cases are read in one request. */
export const CASES_A_TIME = 400
const CASES_A_BREATH = 25
/** No more hits than this in one answer. */
const MOST_HITS = 30
const EXCERPT = 60

/** Where officers write in their own words. */
const SEARCHED: Partial<Record<PartKind, readonly string[]>> = {
  note: ['text'], contact: ['summary', 'with'], concern: ['description', 'place'], measure: ['what'], decision: ['what', 'why'], child: ['condition', 'wishes'], harmer: ['note'], reporter: ['note'],
}

export type NoteHit = CaseHit & { found: { part: PartKind; field: string; excerpt: string }[] }
/** `next`: where to go on; null: everything that fits was read. `reachedTo`: the oldest case read. */
export type NoteSearch = { hits: NoteHit[]; read: number; reachedTo: Date | null; next: { openedAt: Date; id: string } | null }

const CASES = `select ${HIT}, c.key_id as "keyId", k.wrapped from case_record c left join data_key k on k.id = c.key_id where ${FILTER} order by c.opened_at desc, c.id desc limit ${CASES_A_TIME}`
// The officer's own, where they may not read the words of others' cases. Index: case_record_responsible_idx.
const OWN = CASES.replace('where', 'where c.responsible_id = $7::uuid and')
// Index: case_part_case_id_idx, case_field_pkey.
const TEXTS = `
  select p.case_id as "caseId", p.id as "partId", p.kind, f.name, f.status, f.value_enc as "valueEnc"
  from case_part p join case_field f on f.part_id = p.id
  join unnest($2::text[], $3::text[]) as s(kind, name) on s.kind = p.kind and s.name = f.name
  where p.case_id = any($1::uuid[]) and p.removed_at is null and f.status = 'value'`

type CaseRow = CaseHit & { keyId: string; wrapped: Buffer | null }
type TextRow = { caseId: string; partId: string; kind: PartKind; name: string; status: string; valueEnc: Buffer | null }

/** Whether this officer may search the words of cases that others answer for. */
export function maySearchAll({ role }: Pick<Officer, 'role'>): boolean {
  return may(role, 'case.search-all')
}

/** All words must stand in one field, marks and case apart. Every case of which words are shown stands in the access log. */
export async function searchNotes({ db, vault }: CaseRoom, officer: Officer, search: CaseFilter & { text: string }): Promise<NoteSearch> {
  const wanted = fold(search.text).split(' ').filter((word) => word !== '')
  if (wanted.length === 0) return { hits: [], read: 0, reachedTo: null, next: null }
  const all = maySearchAll(officer)
  const { rows: cases } = await db.pool.query<CaseRow>(all ? CASES : OWN, filterValues(all ? search : { ...search, staffId: officer.id }))
  const pairs = Object.entries(SEARCHED).flatMap(([kind, names]) => names.map((name) => [kind, name] as const))
  const { rows: texts } = await db.pool.query<TextRow>(TEXTS, [cases.map(({ id }) => id), pairs.map(([kind]) => kind), pairs.map(([, name]) => name)])
  const textsOf = Map.groupBy(texts, ({ caseId }) => caseId)
  const hits: NoteHit[] = []
  let read = 0
  for (const { keyId, wrapped, ...hit } of cases) {
    if (hits.length === MOST_HITS) break
    read += 1
    // Opening takes the processor: whoever replies to a child meanwhile goes first.
    if (read % CASES_A_BREATH === 0) await new Promise((next) => { setImmediate(next) })
    if (wrapped === null) continue
    const key = vault.unwrap(keyId, wrapped)
    const found = (textsOf.get(hit.id) ?? []).flatMap(({ kind, name, ...row }) => {
      const text = textOf(openAnswer(vault, key, { ...row, name })) ?? ''
      const excerpt = excerptOf(text, wanted)
      return excerpt === undefined ? [] : [{ part: kind, field: name, excerpt }]
    })
    if (found.length > 0) hits.push({ ...hit, found })
  }
  await transaction(db.pool, async (client) => {
    await recordAccess(client, { staffId: officer.id, action: 'case.search', subject: 'staff', subjectId: officer.id, reason: 'words' })
    for (const { id } of hits) await recordAccess(client, { staffId: officer.id, action: 'case.open', subject: 'case', subjectId: id, reason: 'search' })
  })
  const last = cases[read - 1]
  const more = read < cases.length || cases.length === CASES_A_TIME
  return { hits, read, reachedTo: last?.openedAt ?? null, next: more && last ? { openedAt: last.openedAt, id: last.id } : null }
}

function fold(text: string): string {
  return words(text).filter((word) => word !== ',').map(plain).join(' ')
}

/** The words around the first hit; undefined when not all wanted words stand in the text. */
function excerptOf(text: string, wanted: readonly string[]): string | undefined {
  // Most texts hold none of the words: the cheap look first.
  const flat = plain(text.toLowerCase())
  if (!wanted.every((word) => flat.includes(word))) return undefined
  const standing = new Set(fold(text).split(' '))
  if (!wanted.every((word) => standing.has(word))) return undefined
  const at = Math.max(0, [...text.matchAll(/[\p{L}\p{M}\p{N}'’]+/gu)].find(([word]) => fold(word) === wanted[0])?.index ?? 0)
  const from = Math.max(0, at - EXCERPT)
  const to = Math.min(text.length, at + EXCERPT)
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`
}
