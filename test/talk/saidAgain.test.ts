/** Mortal danger said again after a human handed the talk back rings at once, though the level has not risen. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { hears, hearsNext, startWhole, takeAndSay, webChild } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
let hoa: DeskOf
beforeAll(async () => {
  whole = await startWhole()
  hoa = await whole.desk('counsellor')
})
afterAll(() => whole.stop())

const DANGER = 'ba đang cầm dao rượt con, con trốn trong nhà tắm'

const newest = async () => (await whole.db.pool.query<{ id: string }>('select id from conversation order by opened_at desc limit 1')).rows[0]?.id ?? ''
const ringing = async (id: string) =>
  (await whole.db.pool.query<{ all: number; open: number }>('select count(*)::int as all, count(*) filter (where acknowledged_at is null)::int as open from alarm where conversation_id = $1', [id])).rows[0]
/** Everything this person said has been through a turn. */
const worked = (id: string) => eventually(async () => expect((await whole.db.pool.query(`select 1 from message where conversation_id = $1 and direction = 'in' and done_at is null`, [id])).rowCount).toBe(0))

/** A child in mortal danger whom Hoa has answered. */
async function heldInDanger() {
  const child = await webChild(whole.service.url)
  await hears(child, DANGER)
  const id = await newest()
  expect(await ringing(id)).toEqual({ all: 1, open: 1 })
  await takeAndSay(hoa, id, 'Cô đây, con khóa cửa lại nghe.')
  await eventually(async () => expect((await child.heard()).at(-1)).toContain('khóa cửa'))
  return { child, id }
}

test('handed back to the machine and said again: it rings at once, and once', async () => {
  const { child, id } = await heldInDanger()
  await child.says(DANGER)
  await worked(id)
  expect(await ringing(id), 'whoever holds the talk reads it').toEqual({ all: 1, open: 0 })

  const before = (await child.heard()).length
  expect((await hoa.post(`/conversations/${id}/release`, { to: 'bot' })).status).toBe(200)
  await hearsNext(child, before)
  await hears(child, 'dạ con cảm ơn')
  expect(await ringing(id), 'thanks are no danger').toEqual({ all: 1, open: 0 })

  await child.says(DANGER)
  await eventually(async () => expect(await ringing(id)).toEqual({ all: 2, open: 1 }))
  await child.says(DANGER)
  await worked(id)
  expect(await ringing(id), 'it rings already').toEqual({ all: 2, open: 1 })
})

test('whoever has just acknowledged is on the way: more words do not call everybody anew', async () => {
  const { child, id } = await heldInDanger()
  expect((await hoa.post(`/conversations/${id}/release`, { to: 'queue' })).status).toBe(200)
  await eventually(async () => expect(await ringing(id)).toEqual({ all: 2, open: 1 }))
  expect((await hoa.post(`/conversations/${id}/acknowledge`, {})).status).toBe(200)
  await child.says(DANGER)
  await worked(id)
  expect(await ringing(id)).toEqual({ all: 2, open: 0 })

  // Five minutes later nobody has come: the words ring again.
  await whole.db.pool.query(`update alarm set acknowledged_at = acknowledged_at - interval '6 minutes' where conversation_id = $1`, [id])
  await child.says(DANGER)
  await eventually(async () => expect(await ringing(id)).toEqual({ all: 3, open: 1 }))
})
