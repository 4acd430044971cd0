import { createServer, type Server } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { alarmLinkRouter } from '../../src/alarms/index.ts'
import { launchBrowser, PHONE, picture } from '../support/browser.ts'
import { axeFindings } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { fakePath, startAlarmRoom, type AlarmRoom, type Sent, type StaffName } from './support.ts'

let room: AlarmRoom
let server: Server
let base: string
let sent: Sent[]
let stop: () => Promise<void>

beforeAll(async () => {
  room = await startAlarmRoom()
  sent = []
  ;({ stop } = await room.start([fakePath('mail', sent)]))
  const app = express()
  app.use('/alarm', alarmLinkRouter({ pool: room.db.pool, vault: room.vault, locales: room.locales, timeZone: () => 'Asia/Ho_Chi_Minh' }))
  server = createServer(app)
  base = await new Promise((done) => server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    done(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  }))
})
beforeEach(async () => {
  await room.clear()
  sent.length = 0
})
afterAll(async () => {
  await stop()
  server.closeAllConnections()
  await new Promise<void>((done) => server.close(() => done()))
  await room.stop()
})

const CHILD = 'em là Măng, em sợ ba'

async function call(): Promise<string> {
  await room.onShift('counsellor', 'duty')
  await room.onShift('counsellor2', 'duty')
  const id = await room.danger('emergency', CHILD)
  await eventually(() => expect(sent).toHaveLength(2))
  return id
}

function linkOf(name: StaffName): string {
  const { pathname } = new URL(sent.find(({ to }) => to.startsWith(`${name}@`))?.call.link ?? 'https://none')
  return base + pathname
}

test('opening the link acknowledges nothing (mail scanners open links); its button does, in the name of whoever was called', async () => {
  const id = await call()
  const opened = await fetch(linkOf('counsellor'))
  const page = await opened.text()
  expect(opened.status).toBe(200)
  expect(page).toContain('Tôi nhận')
  for (const secret of [CHILD, 'Măng', id]) expect(page).not.toContain(secret)
  expect((await room.alarmOf(id)).acknowledgedBy).toBeNull()

  const pressed = await fetch(linkOf('counsellor'), { method: 'POST' })
  const taken = await pressed.text()
  expect(taken).toContain('Anh/chị đã nhận lúc')
  expect(taken).toContain(`href="/desk/c/${id}"`)
  expect(await (await fetch(linkOf('counsellor2'))).text()).not.toContain(id)
  expect((await room.alarmOf(id)).acknowledgedBy).toBe(room.idOf('counsellor'))
  expect(await room.logged('alarm.acknowledge', id)).toEqual([{ staffId: room.idOf('counsellor'), reason: 'link' }])
})

test('of two who press at once the first stands, and both read who that is', async () => {
  const id = await call()
  const pages = await Promise.all((['counsellor', 'counsellor2'] as const).map(async (name) => (await fetch(linkOf(name), { method: 'POST' })).text()))
  const { acknowledgedBy } = await room.alarmOf(id)
  const winner = acknowledgedBy === room.idOf('counsellor') ? 'Hoa' : 'Nam'
  expect(pages.filter((page) => page.includes('Anh/chị đã nhận lúc'))).toHaveLength(1)
  expect(pages.filter((page) => page.includes(`${winner} đã nhận lúc`))).toHaveLength(1)
  expect(await room.logged('alarm.acknowledge', id)).toHaveLength(1)
})

test('a link works once: after the alarm was heard it changes nothing, also when the person is called for again', async () => {
  const id = await call()
  await fetch(linkOf('counsellor'), { method: 'POST' })
  await room.raise(id, 'emergency')
  await fetch(linkOf('counsellor'), { method: 'POST' })
  expect((await room.alarmOf(id)).acknowledgedBy).toBeNull()
})

test.each([
  ['another signature', (link: string) => `${link.slice(0, -4)}AAAA`],
  ['another call', (link: string) => link.replace(/\/alarm\/[^.]+/, '/alarm/00000000-0000-4000-8000-000000000000')],
  ['nonsense', () => '/alarm/x'],
])('a link with %s is refused and acknowledges nothing', async (_what, change) => {
  const id = await call()
  const link = base + change(new URL(linkOf('counsellor')).pathname)
  for (const method of ['GET', 'POST']) expect((await fetch(link, { method })).status).toBe(404)
  expect((await room.alarmOf(id)).acknowledgedBy).toBeNull()
})

test('after a day a link has run out, and a deactivated account acknowledges nothing', async () => {
  const id = await call()
  await room.db.pool.query(`update staff set active = false where id = $1`, [room.idOf('counsellor')])
  expect((await fetch(linkOf('counsellor'), { method: 'POST' })).status).toBe(404)
  await room.db.pool.query(`update staff set active = true where id = $1`, [room.idOf('counsellor')])
  await room.db.pool.query(`update alarm_call set created_at = created_at - interval '25 hours'`)
  expect((await fetch(linkOf('counsellor'), { method: 'POST' })).status).toBe(404)
  expect((await room.alarmOf(id)).acknowledgedBy).toBeNull()
})

test('the page reads on a phone, in both themes, and has nothing for axe to find', async () => {
  await call()
  const browser = await launchBrowser()
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await (await browser.newContext({ viewport: PHONE, colorScheme })).newPage()
    await page.goto(linkOf(colorScheme === 'light' ? 'counsellor' : 'counsellor2'))
    await picture(page, `alarm-link-${colorScheme}`)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button').click()
    await page.getByRole('status').waitFor()
    await picture(page, `alarm-link-taken-${colorScheme}`)
    expect(await axeFindings(page)).toEqual([])
    await room.db.pool.query('update alarm set acknowledged_at = null, acknowledged_by = null')
  }
  await browser.close()
}, 90_000)

test('an administrator is told that nobody has answered, without a link that acknowledges', async () => {
  await room.danger('emergency')
  await eventually(() => expect(sent.map(({ to }) => to).sort()).toEqual(['admin@demo.local', 'head@demo.local', 'supervisor@demo.local']))
  const admin = sent.find(({ to }) => to.startsWith('admin@'))
  expect(admin?.call).toMatchObject({ kind: 'nobody', link: 'https://langnghe.example.vn/desk' })
  expect(sent.find(({ to }) => to.startsWith('head@'))?.call).toMatchObject({ kind: 'duty', link: expect.stringContaining('/alarm/') })
})
