/** Reviewing dialogs over HTTP: what is read is what runs; a signature belongs to a version and a person. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialogListSchema, dialogPageSchema, playedSchema } from '../../src/dialogReview/api.ts'
import type { DeskOf } from '../support/deskOf.ts'
import { startWhole } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
let supervisor: DeskOf
let hoa: DeskOf
beforeAll(async () => {
  whole = await startWhole()
  ;[supervisor, hoa] = await Promise.all([whole.desk('supervisor'), whole.desk('counsellor')])
})
afterAll(() => whole.stop())

const list = async () => dialogListSchema.parse(await (await supervisor.get('/dialogs')).json()).dialogs
const page = async (name: string, locale = 'vi') => dialogPageSchema.parse(await (await supervisor.get(`/dialogs/${name}?locale=${locale}`)).json())
const play = async (name: string, said: object[], more: object = {}) =>
  playedSchema.parse(await (await supervisor.post(`/dialogs/${name}/play`, { locale: 'vi', moment: 'open', channel: 'zalo', said, ...more })).json()).lines

test('every dialog can be read in both languages, with its drawing and without a hole in its texts', async () => {
  const all = await list()
  expect(all.length).toBeGreaterThan(20)
  for (const { name, steps } of all) {
    for (const locale of ['vi', 'en']) {
      const { script, svg } = await page(name, locale)
      expect(script).toHaveLength(steps)
      expect(script.map(({ text }) => text).join(' ')).not.toMatch(/\{\{/)
      expect(svg).toMatch(/^<svg/)
    }
  }
})

test('every dialog plays from its opening, and danger in the words of the reviewer calls a human there too', async () => {
  for (const { name } of await list()) expect([name, (await play(name, [])).length > 0]).toEqual([name, true])
  const lines = await play('needs', [{ kind: 'text', text: 'ba đang cầm dao rượt em' }])
  expect(lines).toContainEqual({ who: 'note', what: 'handoff', text: 'emergency' })
  expect(lines).toContainEqual(expect.objectContaining({ who: 'bot', text: expect.stringContaining('113') }))
  // Nothing was kept, nobody was called.
  expect((await whole.db.pool.query('select 1 from conversation union all select 1 from alarm')).rowCount).toBe(0)
})

test('a signature holds the person, the moment and the version; a version that no longer runs is not signed', async () => {
  const { version } = await page('child')
  expect((await hoa.post('/dialogs/child/reviews', { version, note: '' })).status).toBe(403)
  expect((await supervisor.post('/dialogs/child/reviews', { version: '0123456789ab', note: '' })).status).toBe(409)
  expect((await supervisor.post('/dialogs/child/reviews', { version, note: 'ổn' })).status).toBe(200)
  expect((await page('child')).reviews).toEqual([{ by: expect.any(String), at: expect.any(String), version, note: 'ổn' }])
  expect((await list()).find(({ name }) => name === 'child')?.review).toMatchObject({ version, current: true })
  await whole.db.pool.query(`update dialog_review set version = 'ffffffffffff'`)
  expect((await list()).find(({ name }) => name === 'child')?.review).toMatchObject({ current: false })
  expect((await supervisor.get('/dialogs/nothing')).status).toBe(404)
})
