/** The neutral message of the next day reaches the child's own chat, and their answer brings a human (issue 7, point 6). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSpeech } from '../../src/bot/speech.ts'
import { sweepFollowUps } from '../../src/conversation/index.ts'
import { centreSchema } from '../../src/directory/index.ts'
import demo from '../../src/directory/demo-centre.json' with { type: 'json' }
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { openVault, readMasterKeys } from '../../src/safeguards/index.ts'
import { eventually } from '../support/eventually.ts'
import { hears, hearsNext, startWhole, takeAndSay, webChild } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
beforeAll(async () => {
  whole = await startWhole()
})
afterAll(() => whole.stop())

/** Noon at the Centre, a day and more from now. */
function noonAfterADay(): Date {
  const later = new Date(Date.now() + 24 * 3_600_000)
  const noon = new Date(`${new Date(later.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)}T12:00:00+07:00`)
  return noon > later ? noon : new Date(noon.getTime() + 24 * 3_600_000)
}

test('closed by a counsellor, asked again the next noon; the answer waits for a human in a talk of the same case', async () => {
  const { pool } = whole.db
  const hoa = await whole.desk('counsellor')
  const child = await webChild(whole.service.url)
  await hears(child, 'bố đánh em chảy máu')
  const { rows: [talk] } = await pool.query<{ id: string; case_id: string; key_id: string; session_enc: Buffer }>('select c.id, c.case_id, p.key_id, c.session_enc from conversation c join person p on p.id = c.person_id')
  if (!talk) throw new Error('nobody wrote')
  await takeAndSay(hoa, talk.id, 'Chào em, cô là Hoa.')
  expect((await hoa.post(`/conversations/${talk.id}/close`, { reason: 'helped', lastSeenSeq: 999 })).status).toBe(200)
  await eventually(async () => expect((await child.heard()).at(-1)).toMatch(/máy|thế nào/))

  // As the child said on being asked (dialogs/): they may be written to.
  const vault = await openVault(pool, await readMasterKeys(whole.config))
  const key = await vault.key(pool, talk.key_id)
  const { rows: [now] } = await pool.query<{ session_enc: Buffer }>('select session_enc from conversation where id = $1', [talk.id])
  const session = JSON.parse(vault.open(key, `conversation.session:${talk.id}`, now?.session_enc ?? talk.session_enc))
  session.dialog.slots.contactSafe = { status: 'value', value: true }
  await pool.query('update conversation set session_enc = $2 where id = $1', [talk.id, vault.seal(key, `conversation.session:${talk.id}`, JSON.stringify(session))])

  const planned: { clocks: { id: string; stoppedAt: string | null }[] } = await (await hoa.get(`/cases/${talk.case_id}`)).json()
  expect(planned.clocks).toContainEqual(expect.objectContaining({ id: 'follow-up-day', stoppedAt: null }))
  const locales = await readLocales()
  const centre = centreSchema.parse(demo)
  const before = (await child.heard()).length
  const room = { db: whole.db, vault, centre: () => centre, locales, log: createLog('silent'), now: noonAfterADay }
  expect(await sweepFollowUps(room, createSpeech(locales, () => centre).followUp)).toBe(1)
  expect(await hearsNext(child, before)).toBe('Chào bạn, mình là Trung tâm đã nói chuyện với bạn hôm trước. Bạn cần gì cứ nhắn ở đây nhé.')

  await hears(child, 'dạ em vẫn ổn ạ')
  const { rows: open } = await pool.query(`select case_id, review, waiting_since is not null as waits from conversation where state = 'open'`)
  expect(open).toEqual([{ case_id: talk.case_id, review: true, waits: true }])
})
