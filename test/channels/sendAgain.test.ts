/** What did not go: by itself once the channel may send again, else by a counsellor's act; and what could not be fetched. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService
let settings: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'mật khẩu thử nghiệm')
  sim = await startSimulator()
  settings = { ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
  service = await runService(settings)
  sim.connect(service.url)
})
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

type Sent = { id: string; conversation: string; status: string; code: string | null }
const signIn = (who: string) => signInTo(database.db, service.url, who)
const keyOf = async (answer: Response): Promise<string> => (await answer.json()).error.key

/** Every message of ours in the talk to which this one belongs. */
async function sentIn(providerMessageId: string | undefined): Promise<Sent[]> {
  const { rows } = await database.db.pool.query<Sent>(
    `select m.id, m.conversation_id as conversation, m.status, m.error_code as code from message m
     where m.direction = 'out' and m.conversation_id = (select conversation_id from message where provider_message_id = $1 and direction = 'in') order by m.seq`, [providerMessageId])
  return rows
}

/** A counsellor holds the talk and says something. */
async function replies(desk: DeskOf, conversation: string, text: string): Promise<void> {
  const { messages }: { messages: { seq: number }[] } = await (await desk.get(`/conversations/${conversation}/messages`)).json()
  expect((await desk.post(`/conversations/${conversation}/reply`, { clientId: crypto.randomUUID(), text, lastSeenSeq: messages.at(-1)?.seq ?? 0 })).status).toBe(200)
}

test('Zalo: what failed while the token was dead goes by itself when permission is given again, in order; old words wait for somebody', async () => {
  const [child, other] = [sim.zalo.person(), sim.zalo.person()]
  sim.zalo.tokens.revoke()
  await child.says('Em chào ạ')
  await eventually(async () => expect(await sentIn(child.chat[0]?.id)).toMatchObject([{ status: 'failed', code: 'token' }]))
  await child.says('Em muốn hỏi một chuyện ạ')
  await eventually(async () => expect(await sentIn(child.chat[0]?.id)).toMatchObject([{ status: 'failed', code: 'token' }, { status: 'failed', code: 'token' }]))
  await other.says('Em chào ạ')
  const [old] = await eventually(async () => {
    const sent = await sentIn(other.chat[0]?.id)
    expect(sent).toMatchObject([{ status: 'failed', code: 'token' }])
    return sent
  })
  await database.db.pool.query(`update message set received_at = now() - interval '7 hours' where id = $1`, [old?.id])

  const pasted = sim.zalo.tokens.mint()
  expect((await (await signIn('admin')).post('/channels/zalo/refresh-token', { refreshToken: pasted })).status).toBe(200)
  await eventually(() => expect(child.inbox).toHaveLength(2))
  await sim.idle()
  const { rows } = await database.db.pool.query<{ id: string }>(`select provider_message_id as id from message where conversation_id = $1 and direction = 'out' order by seq`, [(await sentIn(child.chat[0]?.id))[0]?.conversation])
  expect(child.inbox.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  expect(other.inbox).toEqual([])
  expect(await sentIn(other.chat[0]?.id)).toMatchObject([{ status: 'failed', code: 'token' }])
})

test('Messenger: a new start with a living token sends what the dead one held up', async () => {
  const child = sim.messenger.person()
  sim.messenger.faults.next({ kind: 'error', code: 190, subcode: 460 })
  await child.says('Em chào ạ')
  await eventually(async () => expect(await sentIn(child.chat[0]?.id)).toMatchObject([{ status: 'failed', code: 'token' }]))
  await service.stop()
  service = await runService(settings)
  sim.connect(service.url)
  await eventually(() => expect(child.inbox).toHaveLength(1))
})

test('and so does the administrator’s check of the connection', async () => {
  const child = sim.messenger.person()
  sim.messenger.faults.next({ kind: 'error', code: 190, subcode: 460 })
  await child.says('Em chào ạ')
  await eventually(async () => expect(await sentIn(child.chat[0]?.id)).toMatchObject([{ status: 'failed', code: 'token' }]))
  expect(await (await (await signIn('admin')).post('/channels/check', { channel: 'messenger' })).json()).toEqual({ problem: null })
  await eventually(() => expect(child.inbox).toHaveLength(1))
})

test('a counsellor’s words that failed go again by their own act, once; nobody else’s act, and not what has arrived', async () => {
  const child = sim.messenger.person()
  await child.says('Em muốn gặp người thật')
  const conversation = await eventually(async () => {
    const [first] = await sentIn(child.chat[0]?.id)
    expect(first?.status).toMatch(/sent|delivered/)
    return first?.conversation ?? ''
  })
  const [mine, other] = [await signIn('counsellor'), await signIn('counsellor2')]
  expect((await mine.post(`/conversations/${conversation}/claim`, {})).status).toBe(200)
  const before = child.inbox.length
  sim.messenger.faults.next({ kind: 'error', code: 200 })
  await replies(mine, conversation, 'Cô đây, cô đọc tin của em rồi.')
  const failed = await eventually(async () => {
    const last = (await sentIn(child.chat[0]?.id)).at(-1)
    expect(last).toMatchObject({ status: 'failed', code: 'account' })
    return last
  })
  expect(await keyOf(await other.post(`/messages/${failed?.id}/send-again`, {}))).toBe('error.not-owner')
  expect((await mine.post(`/messages/${failed?.id}/send-again`, {})).status).toBe(204)
  await eventually(() => expect(child.inbox).toHaveLength(before + 1))
  expect(child.inbox.at(-1)?.text).toBe('Cô đây, cô đọc tin của em rồi.')
  await eventually(async () => expect((await sentIn(child.chat[0]?.id)).at(-1)?.status).toMatch(/sent|delivered/))
  expect(await keyOf(await mine.post(`/messages/${failed?.id}/send-again`, {}))).toBe('error.not-failed')
  await sim.idle()
  expect(child.inbox).toHaveLength(before + 1)
  const { rows } = await database.db.pool.query(`select 1 from access_log where action = 'conversation.reply' and subject_id = $1 and reason = 'again'`, [conversation])
  expect(rows).toHaveLength(1)
})

test('a line of the bot, and a message of nobody, cannot be sent again by hand', async () => {
  const child = sim.messenger.person()
  sim.messenger.faults.next({ kind: 'error', code: 200 })
  await child.says('Em chào ạ')
  const line = await eventually(async () => {
    const [only] = await sentIn(child.chat[0]?.id)
    expect(only?.status).toBe('failed')
    return only
  })
  const desk = await signIn('counsellor')
  for (const id of [line?.id, crypto.randomUUID()]) expect((await desk.post(`/messages/${id}/send-again`, {})).status).toBe(404)
})

test('a picture that could not be fetched is tried once more by whoever may open it', async () => {
  const child = sim.zalo.person()
  await child.sends('image')
  const found = await eventually(async () => {
    const { rows: [row] } = await database.db.pool.query<{ id: string; state: string; conversation: string }>(
      'select d.id, d.state, m.conversation_id as conversation from media d join message m on m.id = d.message_id where m.provider_message_id = $1', [child.chat[0]?.id])
    expect(row?.state).toBe('stored')
    return row
  })
  const [mine, other] = [await signIn('counsellor'), await signIn('counsellor2')]
  expect((await mine.post(`/conversations/${found?.conversation}/claim`, {})).status).toBe(200)
  expect(await keyOf(await mine.post(`/media/${found?.id}/fetch-again`, {}))).toBe('error.not-failed')
  await database.db.pool.query(`update media set state = 'failed', attempts = 6, error_code = 'network', content_enc = null where id = $1`, [found?.id])
  expect(await keyOf(await other.post(`/media/${found?.id}/fetch-again`, {}))).toBe('error.not-owner')
  expect((await mine.post(`/media/${found?.id}/fetch-again`, {})).status).toBe(204)
  await eventually(async () => expect((await database.db.pool.query('select state, content_enc is not null as kept from media where id = $1', [found?.id])).rows).toEqual([{ state: 'stored', kept: true }]))
})
