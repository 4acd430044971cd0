/** The Centre's own data over HTTP: edited at the desk, in the log, and in the bot's mouth at once, on every instance. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { startService, type Service } from '../../src/service.ts'
import type { DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { hears, startWhole, webChild } from './support.ts'

let whole: Awaited<ReturnType<typeof startWhole>>
let other: Service
let admin: DeskOf
let hoa: DeskOf
beforeAll(async () => {
  whole = await startWhole()
  other = await startService({ config: whole.config, databaseUrl: whole.url, log: createLog('silent') })
  ;[admin, hoa] = await Promise.all([whole.desk('admin'), whole.desk('counsellor')])
})
afterAll(async () => {
  await other.stop()
  await whole.stop()
})

type Page = { centre: { demo: boolean; numbers: Record<string, object>; [name: string]: unknown }; seen: string; services: { id: string; name: string; communeCode: string | null }[] }
const page = async (): Promise<Page> => (await admin.get('/directory')).json()
const today = new Date().toISOString().slice(0, 10)

async function asksForSchoolFees(url: string): Promise<string> {
  const child = await webChild(url)
  await hears(child, 'học phí')
  return hears(child, 'que tho')
}

test('a need and a place are answered from the directory: an unchecked body by name, a checked one with number and hours, at once and everywhere', async () => {
  const before = await asksForSchoolFees(whole.service.url)
  expect(before).toContain('Ủy ban nhân dân xã Việt An')
  expect(before).not.toMatch(/0235/)
  const office = (await page()).services.find(({ communeCode }) => communeCode === '20767')
  if (!office) throw new Error('the commune has an office')
  const { id, ...known } = office
  expect((await admin.put(`/services/${id}`, { ...known, phone: '0235 123 456', hours: 'sáng thứ hai đến thứ sáu', needs: ['school'], verifiedOn: today })).status).toBe(200)
  for (const { url } of [whole.service, other]) {
    await eventually(async () => expect(await asksForSchoolFees(url)).toMatch(/Việt An: 0235 123 456, sáng thứ hai đến thứ sáu/))
  }
  const { rows: [line] } = await whole.db.pool.query(`select actor, before ->> 'phone' as was, after ->> 'phone' as now from change_log where table_name = 'service' and operation = 'update' order by id desc limit 1`)
  expect(line).toEqual({ actor: admin.id, was: '', now: '0235 123 456' })
  expect((await whole.db.pool.query(`select 1 from access_log where action = 'directory.change' and subject_id = $1`, [id])).rowCount).toBe(1)
})

test('a number of the Centre, changed at the desk, is the number the next child reads, on every instance', async () => {
  const { centre, seen } = await page()
  const settings = { ...centre, demo: false, numbers: { ...centre.numbers, hotline: { ...centre.numbers['hotline'], number: '18009999', verifiedOn: today } } }
  expect((await admin.put('/directory/centre', { settings, seen })).status).toBe(200)
  // Somebody else's form, opened before, writes over nothing; and a form cannot make a trial the real one.
  expect((await admin.put('/directory/centre', { settings: centre, seen })).status).toBe(409)
  expect((await page()).centre.demo).toBe(true)
  for (const { url } of [whole.service, other]) {
    await eventually(async () => expect(await hears(await webChild(url), 'ba đang cầm dao rượt em')).toContain('18009999'))
  }
})

test('a holiday entered at the desk closes the Centre: the night text is said', async () => {
  const { centre, seen } = await page()
  const settings = { ...centre, hours: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, { from: '00:00', to: '23:59' }])), publicHolidays: [] }
  expect((await admin.put('/directory/centre', { settings, seen })).status).toBe(200)
  await eventually(async () => expect(await hears(await webChild(whole.service.url), 'chào')).not.toMatch(/ngoài giờ/))
  const here = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
  const closed = { ...settings, publicHolidays: [{ from: here, to: here, name: 'Tết', source: 'thông báo', verifiedOn: null }] }
  expect((await admin.put('/directory/centre', { settings: closed, seen: (await page()).seen })).status).toBe(200)
  await eventually(async () => expect(await hears(await webChild(whole.service.url), 'chào')).toMatch(/ngoài giờ/))
})

test('nonsense is refused, and a counsellor edits nothing', async () => {
  const { centre, seen } = await page()
  expect((await admin.put('/directory/centre', { settings: { ...centre, numbers: {} }, seen })).status).toBe(400)
  expect((await hoa.get('/directory')).status).toBe(403)
  expect((await hoa.put('/directory/centre', { settings: centre, seen })).status).toBe(403)
})
