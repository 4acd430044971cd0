/** The whole service as a process: a child's message becomes a call to a human, and a path that fails becomes a red light. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { webChild } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'
import { startGateway, type Gateway } from './gateway.ts'
import { startMailbox, type Mailbox } from './mailbox.ts'

let database: TestDatabase
let mailbox: Mailbox
let gateway: Gateway
let service: RunningService
beforeAll(async () => {
  [database, mailbox, gateway] = await Promise.all([createTestDatabase(), startMailbox(), startGateway()])
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mot-mat-khau-dung-thu')
  await database.db.pool.query(`
    insert into shift (id, staff_id, kind, starts_at, ends_at, created_by)
    select $1, id, 'duty', now() - interval '1 hour', now() + interval '9 hours', id from staff where email = 'counsellor@demo.local'`, [randomUUID()])
  service = await runService({
    DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: mailbox.url, ALARM_MAIL_FROM: 'Trực <truc@langnghe.example.vn>', ALARM_HOOK_URL: gateway.url, ALARM_HOOK_SECRET: 'a secret of the gateway, long enough',
  })
})
afterAll(async () => {
  expect(await service.stop()).toBe('0')
  await Promise.all([mailbox.stop(), gateway.stop()])
  await database.drop()
})

const healthSchema = z.object({ ok: z.boolean(), problems: z.array(z.string()) })
const health = async () => {
  const response = await fetch(`${service.url}/healthz/alarms`)
  return { status: response.status, ...healthSchema.parse(await response.json()) }
}

test('a child in danger writes: two paths call the human on duty, whose link stops the others', async () => {
  expect(await health()).toEqual({ status: 200, ok: true, problems: [] })
  const child = await webChild(service.url)
  await child.says('cứu con với, ba đang cầm dao rượt con')
  await eventually(() => expect(mailbox.mails.map(({ to }) => to)).toEqual(['counsellor@demo.local']))
  await eventually(() => expect(gateway.posted).toHaveLength(1))
  const words = `${mailbox.mails[0]?.raw}${gateway.posted[0]?.body.toString('utf8')}`
  expect(words).not.toMatch(/dao|rượt|ba đang/)

  // Quoted-printable: soft line breaks may stand anywhere in the link.
  const link = /\/alarm\/[\w.-]+/.exec((mailbox.mails[0]?.raw ?? '').replaceAll('=\r\n', ''))?.[0] ?? ''
  const page = await (await fetch(service.url + link, { method: 'POST' })).text()
  expect(page).toContain('đã nhận lúc')
  const { rows } = await database.db.pool.query('select acknowledged_by from alarm')
  expect(rows).toEqual([{ acknowledged_by: expect.any(String) }])
})

test('a mail server that goes away is a red light for whoever watches; children are still answered', async () => {
  await mailbox.stop()
  const child = await webChild(service.url)
  await child.says('có người đang nhốt em trong phòng, cứu em')
  await eventually(async () => expect((await database.db.pool.query(`select 1 from alarm_call where path = 'mail' and state = 'pending' and attempts > 0`)).rowCount).toBe(1))
  await database.db.pool.query(`update alarm_call set created_at = created_at - interval '45 seconds' where path = 'mail'`)
  expect(await health()).toEqual({ status: 503, ok: false, problems: ['path:mail'] })
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
  expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(/lang_nghe_alarm_healthy 0/)
  await eventually(async () => expect((await child.heard()).length).toBeGreaterThan(0))

  await mailbox.start()
  await database.db.pool.query(`update alarm_call set due_at = now() where state = 'pending'`)
  await eventually(async () => expect(await health()).toEqual({ status: 200, ok: true, problems: [] }))
})
