/** Ready sentences for the reply box: the Centre's own words, kept by supervisors, put in by a counsellor, sent by nobody but them. */
import { randomUUID } from 'node:crypto'
import type * as z from 'zod'
import { transaction, type Pool } from '../database/index.ts'
import type { Centre } from '../directory/index.ts'
import { AppError } from '../errors.ts'
import type { Locales } from '../locales.ts'
import { actAs } from '../safeguards/index.ts'
import type { SignedIn } from '../staff/index.ts'
import { CANNED_LOCALES, CANNED_TOPICS, type Canned, type changeCannedSchema, type SaveCanned } from './api.ts'
import type { Desk } from './desk.ts'
import { iso } from './time.ts'

const COUNT = `select count(*)::int as count from canned_answer`
const SEED = `
  insert into canned_answer (id, topic, locale, title, text, place)
  select gen_random_uuid(), topic, locale, title, text, place
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[]) as one(topic, locale, title, text, place)`

/** Writes the sentences of locales/<language>/canned.json into an empty table; one that has some is the Centre's. */
export async function seedCanned(pool: Pool, locales: Locales): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('lock table canned_answer in share row exclusive mode')
    const { rows: [had] } = await client.query<{ count: number }>(COUNT)
    if ((had?.count ?? 0) > 0) return
    const first = CANNED_LOCALES.flatMap((locale) => CANNED_TOPICS.flatMap((topic) => firstOf(locales, locale, topic)))
    await client.query(SEED, [first.map(({ topic }) => topic), first.map(({ locale }) => locale), first.map(({ title }) => title), first.map(({ text }) => text), first.map(({ place }) => place)])
  })
}

function firstOf(locales: Locales, locale: (typeof CANNED_LOCALES)[number], topic: (typeof CANNED_TOPICS)[number]): { topic: string; locale: string; title: string; text: string; place: number }[] {
  const sentences = locales.room(locale, 'canned')[topic]
  if (sentences === undefined || typeof sentences === 'string') return []
  return Object.values(sentences).flatMap((one, place) => {
    if (typeof one === 'string' || typeof one['title'] !== 'string' || typeof one['text'] !== 'string') return []
    return [{ topic, locale, title: one['title'], text: one['text'], place }]
  })
}

type Row = Omit<Canned['answers'][number], 'filled' | 'updatedAt'> & { updatedAt: Date }

const LIST = `
  select a.id, a.topic, a.locale, a.title, a.text, a.active, a.place, a.version, a.updated_at as "updatedAt", s.name as "updatedBy"
  from canned_answer a left join staff s on s.id = a.updated_by
  where a.active or $2
  order by array_position($1::text[], a.topic), a.place, a.title, a.id`

/** The sentences, by topic; `all`: also those put away. */
export async function listCanned({ db, centre }: Desk, { all }: { all: boolean }): Promise<Canned> {
  const { rows } = await db.pool.query<Row>(LIST, [CANNED_TOPICS, all])
  return { answers: rows.map((row) => ({ ...row, filled: fill(row.text, numbersOf(centre(), row.locale)), updatedAt: iso(row.updatedAt) })) }
}

const ADD = `
  insert into canned_answer (id, topic, locale, title, text, active, place, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $8)`

/** @throws AppError bad-request `error.canned-hole` {hole} */
export async function addCanned({ db, centre }: Desk, staff: SignedIn, input: SaveCanned): Promise<{ id: string }> {
  refuseUnknownHoles(centre(), input)
  const id = randomUUID()
  await transaction(db.pool, async (client) => {
    await actAs(client, staff.id)
    await client.query(ADD, [id, input.topic, input.locale, input.title, input.text, input.active, input.place, staff.id])
  })
  return { id }
}

const CHANGE = `
  update canned_answer set topic = $3, locale = $4, title = $5, text = $6, active = $7, place = $8, updated_by = $9, updated_at = now(), version = version + 1
  where id = $1 and version = $2`

/** @throws AppError bad-request `error.canned-hole` {hole}, conflict `error.changed` */
export async function changeCanned({ db, centre }: Desk, staff: SignedIn, id: string, input: z.infer<typeof changeCannedSchema>): Promise<void> {
  refuseUnknownHoles(centre(), input)
  await transaction(db.pool, async (client) => {
    await actAs(client, staff.id)
    const { rowCount } = await client.query(CHANGE, [id, input.version, input.topic, input.locale, input.title, input.text, input.active, input.place, staff.id])
    if (rowCount !== 1) throw new AppError('conflict', 'error.changed', 'a sentence that somebody saved meanwhile')
  })
}

const HOLES = /\{\{\s*(\w*)\s*\}\}/g

function refuseUnknownHoles(centre: Centre, { text, locale }: SaveCanned): void {
  const known = numbersOf(centre, locale)
  for (const [, hole = ''] of text.matchAll(HOLES)) {
    if (!Object.hasOwn(known, hole)) throw new AppError('bad-request', 'error.canned-hole', 'a hole nothing fills', { hole })
  }
}

function numbersOf({ name, numbers }: Centre, locale: 'vi' | 'en'): Record<string, string> {
  return { centre: name[locale], ...Object.fromEntries(Object.entries(numbers).map(([key, { number }]) => [key, number])) }
}

function fill(text: string, numbers: Record<string, string>): string {
  return text.replace(HOLES, (whole, hole: string) => numbers[hole] ?? whole)
}
