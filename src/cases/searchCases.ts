import { findCommune, soundOfName } from '../directory/index.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { CaseState } from './flow.ts'
import { indexesOf } from './indexes.ts'
import type { CaseRoom, Officer } from './room.ts'

export type CaseHit = { id: string; number: string; state: CaseState; urgency: Urgency; categories: string[]; openedAt: Date; clockDueAt: Date }
export type CaseSearch = { text: string; state?: CaseState | 'open'; from?: Date; to?: Date; before?: { openedAt: Date; id: string } }

const PAGE = 50

// By number (its end is enough), by blind index (name, phone, date of birth), by commune
// or category from the statistics' codes (their newest thousand). Each way has its index. Newest first, keyset pages.
const SEARCH = `
  with hit as (
    select id from case_record where $1::text is not null and number = $1
    union select case_id from case_index where hash = any($2::bytea[])
    union (select case_id from case_fact where commune = any($3::text[]) order by day desc limit 1000)
    union (select case_id from case_fact where category = $4::text order by day desc limit 1000)
  )
  select c.id, c.number, c.state, c.urgency, c.categories, c.opened_at as "openedAt", c.clock_due_at as "clockDueAt"
  from hit join case_record c on c.id = hit.id
  where ($5::text is null or c.state = $5 or ($5 = 'open' and c.state <> 'closed'))
    and ($6::timestamptz is null or c.opened_at >= $6) and ($7::timestamptz is null or c.opened_at < $7)
    and ($8::timestamptz is null or (c.opened_at, c.id) < ($8, $9::uuid))
  order by c.opened_at desc, c.id desc limit ${PAGE}`

// Nothing typed: the newest. Index: case_record_opened_idx.
const NEWEST = `
  select id, number, state, urgency, categories, opened_at as "openedAt", clock_due_at as "clockDueAt"
  from case_record
  where ($1::text is null or state = $1 or ($1 = 'open' and state <> 'closed'))
    and ($2::timestamptz is null or opened_at >= $2) and ($3::timestamptz is null or opened_at < $3)
    and ($4::timestamptz is null or (opened_at, id) < ($4, $5::uuid))
  order by opened_at desc, id desc limit ${PAGE}`

/**
 * Finds cases by number, name (by sound, without marks), phone, date of birth, commune or category code. The words
 * searched for are never stored. At most 50, newest first.
 */
export async function searchCases({ db, vault }: CaseRoom, officer: Officer, { text, state, from, to, before }: CaseSearch): Promise<CaseHit[]> {
  const said = text.normalize('NFC').trim()
  await recordAccess(db.pool, { staffId: officer.id, action: 'case.search', subject: 'staff', subjectId: officer.id })
  const rest = [state ?? null, from ?? null, to ?? null, before?.openedAt ?? null, before?.id ?? null]
  if (said === '') return (await db.pool.query<CaseHit>(NEWEST, rest)).rows
  const category = /^[A-Z]\d$/i.test(said) ? said.toUpperCase() : null
  const communes = soundOfName(said).includes(' ') ? findCommune(said).communes.map(({ commune }) => commune.code) : []
  return (await db.pool.query<CaseHit>(SEARCH, [numberOf(said), hashesOf(vault, said), communes, category, ...rest])).rows
}

/** "2026-000123", or its end "123" of this year's numbers. */
function numberOf(said: string): string | null {
  const [, year, serial] = /^(?:(\d{4})-)?(\d{1,6})$/.exec(said) ?? []
  if (serial === undefined) return null
  return `${year ?? new Date().getFullYear()}-${serial.padStart(6, '0')}`
}

function hashesOf(vault: Vault, said: string): Buffer[] {
  const day = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(said)
  const iso = day ? `${day[3]}-${day[2]?.padStart(2, '0')}-${day[1]?.padStart(2, '0')}` : said
  const answer = (value: string) => ({ status: 'value', value }) as const
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) return indexesOf(vault, 'birth', answer(iso)).map(({ hash }) => hash)
  if (/^[+\d][\d .-]{7,}$/.test(said)) return indexesOf(vault, 'phone', answer(said)).map(({ hash }) => hash)
  // The end of a name finds more than its whole: "Thị Lan" finds "Nguyễn Thị Lan".
  return indexesOf(vault, 'name', answer(said)).flatMap(({ hash }) => [hash, vault.blindIndex('case.name-end', soundOfName(said))])
}
