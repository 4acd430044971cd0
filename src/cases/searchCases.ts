import { findCommune, soundOfName } from '../directory/index.ts'
import { recordAccess, type Vault } from '../safeguards/index.ts'
import type { Urgency } from '../triage/index.ts'
import type { CaseState } from './flow.ts'
import { indexesOf } from './indexes.ts'
import { nowOf, type CaseRoom, type Officer } from './room.ts'

export type CaseHit = {
  id: string
  number: string
  state: CaseState
  urgency: Urgency
  categories: string[]
  openedAt: Date
  clockDueAt: Date
  responsibleId: string | null
}
/** `staffId` null: cases nobody answers for. */
export type CaseFilter = { state?: CaseState | 'open'; from?: Date; to?: Date; commune?: string; category?: string; staffId?: string | null; before?: { openedAt: Date; id: string } }
export type CaseSearch = CaseFilter & { text: string }

export const PAGE = 50
/** Of a commune or a category no more than so many of the newest are looked at. */
const NEWEST_OF = 1000

export const HIT = `
  c.id, c.number, c.state, c.urgency, c.categories, c.opened_at as "openedAt", c.clock_due_at as "clockDueAt", c.responsible_id as "responsibleId"`

/** A case about a member of staff is reached through its conversation, by the focal persons, and found in no list. */
export const NOT_FOCAL = `not exists (select 1 from conversation o join focal_talk f on f.conversation_id = o.id where o.case_id = c.id)`

/** What is asked of the case itself; $1–$7 of every query here. */
export const FILTER = `
      ($1::text is null or c.state = $1 or ($1 = 'open' and c.state <> 'closed'))
  and ($2::timestamptz is null or c.opened_at >= $2) and ($3::timestamptz is null or c.opened_at < $3)
  and ($4::timestamptz is null or (c.opened_at, c.id) < ($4, $5::uuid))
  and ($6::boolean is not true or c.responsible_id is not distinct from $7::uuid)
  and ${NOT_FOCAL}`

/** Of case_fact: the same as far as it knows, so that the newest thousand are a thousand that fit. A day more: facts have the local day. */
const FACTS = `
      ($8::text is null or commune = $8) and ($9::text is null or category = $9)
  and ($1::text is null or state = $1 or ($1 = 'open' and state <> 'closed'))
  and ($3::timestamptz is null or day <= $3::date + 1) and ($4::timestamptz is null or day <= $4::date + 1)
  order by day desc limit ${NEWEST_OF}`

/** The same for cases found another way; $8 and $9. */
const OF_MATTER = `
  (($8::text is null and $9::text is null) or exists (
    select 1 from case_fact f where f.case_id = c.id and ($8::text is null or f.commune = $8) and ($9::text is null or f.category = $9)))`
const NEWEST_FIRST = `order by c.opened_at desc, c.id desc limit ${PAGE}`

// By number (its end is enough), by blind index (name, phone, date of birth), by commune or category from the statistics'
// codes. Each way has its index: case_record_number_key, case_index_hash_idx, case_fact_commune_day_idx, case_fact_category_day_idx.
const SEARCH = `
  with hit as (
    select id from case_record where $10::text is not null and number = $10
    union select case_id from case_index where hash = any($11::bytea[])
    union (select case_id from case_fact where commune = any($12::text[]) order by day desc limit ${NEWEST_OF})
    union (select case_id from case_fact where category = $13::text order by day desc limit ${NEWEST_OF})
  )
  select ${HIT} from hit join case_record c on c.id = hit.id where ${FILTER} and ${OF_MATTER} ${NEWEST_FIRST}`

// Nothing typed, a commune or a category chosen. Index: case_fact_commune_day_idx, case_fact_category_day_idx.
const CODED = `
  with hit as (select distinct case_id from (select case_id from case_fact where ${FACTS}) as newest)
  select ${HIT} from hit join case_record c on c.id = hit.case_id where ${FILTER} ${NEWEST_FIRST}`

// Nothing typed or chosen of the matter: the newest. Index: case_record_opened_idx.
const NEWEST = `select ${HIT} from case_record c where ${FILTER} ${NEWEST_FIRST}`
// The newest of one officer, or of nobody. Index: case_record_responsible_idx.
const OF_OFFICER = `select ${HIT} from case_record c where c.responsible_id = $7::uuid and ${FILTER} and ${OF_MATTER} ${NEWEST_FIRST}`
const OF_NOBODY = `select ${HIT} from case_record c where c.responsible_id is null and ${FILTER} and ${OF_MATTER} ${NEWEST_FIRST}`

/**
 * Finds cases by number, name (by sound, without marks), phone, date of birth, commune or category code, and by who
 * answers for them. The words searched for are never stored. At most 50, newest first.
 */
export async function searchCases(room: CaseRoom, officer: Officer, search: CaseSearch): Promise<CaseHit[]> {
  const { db, vault } = room
  const { text, commune, category, staffId } = search
  const said = text.normalize('NFC').trim()
  await recordAccess(db.pool, { staffId: officer.id, action: 'case.search', subject: 'staff', subjectId: officer.id })
  const own = filterValues(search)
  const matter = [commune ?? null, category ?? null]
  if (said !== '') {
    const code = /^[A-Z]\d$/i.test(said) ? said.toUpperCase() : null
    const communes = soundOfName(said).includes(' ') ? findCommune(said).communes.map((found) => found.commune.code) : []
    return (await db.pool.query<CaseHit>(SEARCH, [...own, ...matter, numberOf(said, nowOf(room)), hashesOf(vault, said), communes, code])).rows
  }
  if (staffId !== undefined) return (await db.pool.query<CaseHit>(staffId === null ? OF_NOBODY : OF_OFFICER, [...own, ...matter])).rows
  if (commune !== undefined || category !== undefined) return (await db.pool.query<CaseHit>(CODED, [...own, ...matter])).rows
  return (await db.pool.query<CaseHit>(NEWEST, own)).rows
}

/** $1–$7 of {@link FILTER}. */
export function filterValues({ state, from, to, before, staffId }: CaseFilter): unknown[] {
  return [state ?? null, from ?? null, to ?? null, before?.openedAt ?? null, before?.id ?? null, staffId !== undefined, staffId ?? null]
}

/** "2026-000123", or its end "123" of this year's numbers. */
function numberOf(said: string, now: Date): string | null {
  const [, year, serial] = /^(?:(\d{4})-)?(\d{1,6})$/.exec(said) ?? []
  if (serial === undefined) return null
  return `${year ?? now.getFullYear()}-${serial.padStart(6, '0')}`
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
