/** The display name of a person at their platform: asked once, sealed, shown masked until somebody asks; and nothing hangs on it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { openVault } from '../../src/safeguards/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

const MASTER_KEY = Buffer.alloc(32, 7)
let database: TestDatabase
let sim: Simulator
let service: RunningService

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: MASTER_KEY.toString('base64') })
  sim.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

type Found = { person: string; conversation: string; nameEnc: Buffer | null; keyId: string; asked: boolean }
async function personOf(said: string | undefined): Promise<Found | undefined> {
  const { rows: [row] } = await database.db.pool.query<Found>(
    `select p.id as person, m.conversation_id as conversation, p.name_enc as "nameEnc", p.key_id as "keyId", exists (select 1 from profile_asked a where a.person_id = p.id) as asked
     from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id where m.provider_message_id = $1 and m.direction = 'in'`, [said])
  return row
}

test.each(['zalo', 'messenger'] as const)('%s: the name is asked for once, stands sealed, and the desk shows it as far as it shows names', async (channel) => {
  const child = sim[channel].person(undefined, 'Bé Sóc\u202e \n Nâu')
  await child.says('Em chào ạ')
  const found = await eventually(async () => {
    const row = await personOf(child.chat[0]?.id)
    expect(row?.nameEnc).not.toBeNull()
    return row
  }, { within: 30_000 })
  const vault = await openVault(database.db.pool, [MASTER_KEY])
  const name = found?.nameEnc && vault.open(await vault.key(database.db.pool, found.keyId), `person.name:${found.person}`, found.nameEnc)
  expect(name).toBe('Bé Sóc Nâu')
  expect(found?.nameEnc?.includes(Buffer.from('Sóc'))).toBe(false)
  const desk = await signInTo(database.db, service.url, 'counsellor')
  expect((await desk.post(`/conversations/${found?.conversation}/claim`, {})).status).toBe(200)
  expect((await (await desk.get(`/conversations/${found?.conversation}`)).json()).personName).toBe('B••• S••• N•••')
})

test.each(['zalo', 'messenger'] as const)('%s: without a name to be had everything else goes on, and nobody asks again', async (channel) => {
  const child = sim[channel].person()
  await child.says('Em chào ạ')
  await eventually(() => expect(child.inbox).toHaveLength(1))
  await eventually(async () => expect(await personOf(child.chat[0]?.id)).toMatchObject({ nameEnc: null, asked: true }), { within: 30_000 })
  expect((await database.db.pool.query('select 1 from lane where attempts > 0')).rowCount).toBe(0)
})

test('a visitor of Zalo’s widget has no profile: nobody is asked', async () => {
  await sim.zalo.emit({ app_id: sim.zalo.account.appId, event_name: 'anonymous_send_text', timestamp: String(Date.now()), sender: { id: 'anonymous-7f3a' }, recipient: { id: sim.zalo.account.oaId }, message: { msg_id: 'v1', text: 'alo', conversation_id: 'c1' } })
  await eventually(async () => expect(await personOf('v1')).toMatchObject({ nameEnc: null, asked: true }), { within: 30_000 })
})
