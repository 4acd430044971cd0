import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate, openDatabase, type Database } from '../../src/database/index.ts'
import { createKeyRing, erasePerson, openVault, recordAccess, restoreBackup, sealLogs, verifyLogs, writeBackup, type Vault } from '../../src/safeguards/index.ts'
import { readBackup } from '../../src/safeguards/backup/readBackup.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { CANARY, findCanaries, TOLD } from './canary.ts'
import { addStaff, tell, type Story } from './story.ts'

const master = randomBytes(32)
const ring = createKeyRing([master])
const FLEETING = ['_prisma_migrations', 'staff_session', 'staff_presence', 'sign_in_try']
let database: TestDatabase
let vault: Vault
let directory: string
let stories: Story[]
const opened: Database[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'backup-'))
  vault = await openVault(database.db.pool, [master])
  const staffId = await addStaff(database.db.pool)
  const room = { pool: database.db.pool, vault, staffId }
  stories = [
    await tell(room, { hoursAgo: 1, text: TOLD, closed: 'helped', staffNote: true }),
    await tell(room, { hoursAgo: 2, text: 'hai', case: 'new' }),
    await tell(room, { hoursAgo: 3, text: 'ba', closed: 'done' }),
  ]
  for (const { conversationId } of stories) await recordAccess(room.pool, { staffId, action: 'conversation.open', subject: 'conversation', subjectId: conversationId })
  await room.pool.query(`insert into staff_session (token_hash, staff_id, csrf_token, expires_at) values ('\\x01', $1, 'x', now() + interval '1 day')`, [staffId])
  await sealLogs(room.pool, vault)
})
afterAll(async () => {
  await Promise.all(opened.map((db) => db.close()))
  await database.drop()
})

/** An empty database on the test server. */
async function emptyDatabase(): Promise<{ url: string; db: Database }> {
  const server = inject('postgres')
  const name = `restore_${randomBytes(5).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  const db = openDatabase(url.href)
  opened.push(db)
  return { url: url.href, db }
}

/** Every table with the digest of all its rows. */
async function digest(db: Database): Promise<Record<string, string>> {
  const { rows } = await db.pool.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`)
  const digests = await Promise.all(rows.filter(({ name }) => !FLEETING.includes(name)).map(async ({ name }) => {
    const { rows: [sum] } = await db.pool.query<{ rows: string; hash: string }>(`select count(*)::text as rows, coalesce(md5(string_agg(to_jsonb(t)::text, '' order by to_jsonb(t)::text)), '') as hash from "${name}" t`)
    return [name, `${sum?.rows} ${sum?.hash}`] as const
  }))
  return Object.fromEntries(digests)
}

async function backup(name: string, of: Database = database.db): Promise<string> {
  const path = join(directory, name)
  await writeBackup(of.pool, ring, path)
  return path
}

test('the drill: backed up, restored into an empty database, every row of every table is the same, the words open and the audit holds', async () => {
  const path = await backup('drill')
  const target = await emptyDatabase()
  const restored = await restoreBackup({ url: target.url, ring, path })
  expect(restored.rows).toBeGreaterThan(20)
  expect(await digest(target.db)).toEqual(await digest(database.db))
  expect((await target.db.pool.query('select 1 from staff_session')).rowCount).toBe(0)

  const again = await openVault(target.db.pool, [master])
  const { rows: [message] } = await target.db.pool.query<{ id: string; content: Buffer; keyId: string }>(
    'select m.id, m.content_enc as content, p.key_id as "keyId" from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id where m.id = $1', [stories[0]?.messageId])
  expect(again.open(await again.key(target.db.pool, message?.keyId ?? ''), `message.content:${message?.id}`, message?.content ?? Buffer.alloc(0))).toContain(CANARY.text)
  expect((await verifyLogs(target.db.pool, again)).findings).toEqual([])

  // It lives on: new lines get new numbers, the guards stand again.
  await recordAccess(target.db.pool, { staffId: null, action: 'backup.restored', subject: 'service', subjectId: 'backup' })
  await sealLogs(target.db.pool, again)
  expect((await verifyLogs(target.db.pool, again)).findings).toEqual([])
  await expect(target.db.pool.query('delete from access_log')).rejects.toThrow(/append-only/)
})

test('a backup shows nothing: no word of a child, no name of staff, no table', async () => {
  const bytes = await readFile(await backup('shown'))
  expect(findCanaries(bytes)).toEqual([])
  for (const readable of ['Hoa', '@demo.local', 'conversation', 'emergency']) expect([readable, bytes.includes(readable)]).toEqual([readable, false])
})

test('a backup that was cut off, changed, or made under another key is refused, and the database stays without rows', async () => {
  const path = await backup('whole')
  const bytes = await readFile(path)
  const flipped = Buffer.from(bytes)
  flipped.writeUInt8(flipped.readUInt8(bytes.length - 40) ^ 1, bytes.length - 40)
  const header = Buffer.from(bytes)
  header.write('2020', header.indexOf('madeAt') + 9)
  const bad: [string, Buffer, RegExp][] = [
    ['cut', bytes.subarray(0, bytes.length - 100), /cut off/], ['flipped', flipped, /changed/], ['longer', Buffer.concat([bytes, Buffer.alloc(200)]), /changed|cut off/],
    ['header', header, /changed/], ['other', Buffer.from('hello\nworld\n'), /no backup/],
  ]
  for (const [name, content, why] of bad) {
    const target = await emptyDatabase()
    await writeFile(join(directory, name), content)
    await expect(restoreBackup({ url: target.url, ring, path: join(directory, name) }), name).rejects.toThrow(why)
  }
  const target = await emptyDatabase()
  await expect(restoreBackup({ url: target.url, ring: createKeyRing([randomBytes(32)]), path })).rejects.toThrow(/another master key/)
  await expect(restoreBackup({ url: database.url, ring, path })).rejects.toThrow(/not empty/)
})

test('whoever was erased after the backup is erased again by the newest one; their backup alone would bring them back', async () => {
  const older = await backup('older')
  const gone = stories[2]
  await erasePerson({ pool: database.db.pool, vault }, { personId: gone?.personId ?? '', cause: 'request', askedAt: new Date() })
  const newer = await backup('newer')
  const has = async (db: Database) => (await db.pool.query('select 1 from person where id = $1', [gone?.personId])).rowCount
  const careless = await emptyDatabase()
  await restoreBackup({ url: careless.url, ring, path: older })
  expect(await has(careless.db)).toBe(1)
  const careful = await emptyDatabase()
  expect(await restoreBackup({ url: careful.url, ring, path: older, erasedIn: newer })).toMatchObject({ erasedAgain: 1 })
  expect(await has(careful.db)).toBe(0)
  expect((await careful.db.pool.query('select 1 from message where id = $1', [gone?.messageId])).rowCount).toBe(0)
})

test('what was under way is not sent again, and no timer writes to a child days later', async () => {
  const { conversationId } = stories[1] ?? { conversationId: '' }
  const messageId = randomUUID()
  await database.db.pool.query(`insert into message (id, conversation_id, seq, direction, author, content_enc, channel, account, said_at, status) values ($1, $2, 2, 'out', 'bot', '\\x00', 'zalo', 'oa-1', now(), 'queued')`, [messageId, conversationId])
  await database.db.pool.query('insert into outbox (message_id, conversation_id, seq) values ($1, $2, 2)', [messageId, conversationId])
  await database.db.pool.query(`update lane set due_at = now() where conversation_id = $1`, [conversationId])
  const target = await emptyDatabase()
  expect(await restoreBackup({ url: target.url, ring, path: await backup('under-way') })).toMatchObject({ withheld: 1 })
  expect((await target.db.pool.query('select status, error_code from message where id = $1', [messageId])).rows).toEqual([{ status: 'unknown', error_code: 'restored' }])
  expect((await target.db.pool.query('select 1 from lane where due_at is not null')).rowCount).toBe(0)
})

test('large rows (pictures) go a few at a time, and come back whole', async () => {
  await database.db.pool.query(`
    insert into channel_event (id, channel, account, event_key, kind, body_enc)
    select gen_random_uuid(), 'zalo', 'oa-1', 'large-' || n, 'x', decode(repeat(md5(random()::text), 65536), 'hex') from generate_series(1, 40) n`)
  const path = await backup('large')
  const most: number[] = []
  for await (const line of readBackup(path, ring)) if (line.kind === 'rows') most.push(line.rows.reduce((sum, row) => sum + row.length, 0))
  expect(Math.max(...most)).toBeLessThan(32 * 1024 * 1024)
  const target = await emptyDatabase()
  await restoreBackup({ url: target.url, ring, path })
  const sum = async (db: Database) => (await db.pool.query('select count(*)::int, md5(string_agg(md5(body_enc), \'\' order by id)) from channel_event')).rows
  expect(await sum(target.db)).toEqual(await sum(database.db))
  await database.db.pool.query('delete from channel_event')
})

test('data of an older release comes up to today', async () => {
  const old = await emptyDatabase()
  await migrate(old.url, { only: ['0001_foundation'] })
  await old.db.pool.query(`insert into staff (id, email, name, role, password_hash) values (gen_random_uuid(), 'old@demo.local', 'Cũ', 'head', 'x')`)
  await old.db.pool.query(`insert into data_key (id, kind) values (gen_random_uuid(), 'person')`)
  await old.db.pool.query(`insert into access_log (action, subject, subject_id) values ('staff.sign-in', 'staff', 'x')`)
  const target = await emptyDatabase()
  await restoreBackup({ url: target.url, ring, path: await backup('old', old.db) })
  const vaultThere = await openVault(target.db.pool, [master])
  await sealLogs(target.db.pool, vaultThere)
  expect(await verifyLogs(target.db.pool, vaultThere)).toMatchObject({ accessRows: 1, findings: [] })
  expect(await migrate(target.url)).toEqual([])
})

test('the commands: npm run backup and npm run restore, each with one line', async () => {
  const run = promisify(execFile)
  const script = (name: string) => join(import.meta.dirname, '..', '..', 'src', 'safeguards', 'backup', name)
  const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: directory, MASTER_KEY: master.toString('base64') }
  const path = join(directory, 'by-command')
  expect((await run(process.execPath, [script('backupCli.ts'), path], { env: { ...env, DATABASE_URL: database.url } })).stdout).toMatch(/rows of \d+ tables/)
  const target = await emptyDatabase()
  expect((await run(process.execPath, [script('restoreCli.ts'), path], { env: { ...env, DATABASE_URL: target.url } })).stdout).toMatch(/^Restored \d+ rows/)
  await expect(run(process.execPath, [script('restoreCli.ts'), path], { env: { ...env, DATABASE_URL: target.url } })).rejects.toThrow(/not empty/)
})
