/**
 * What the safeguards cost, on a real PostgreSQL with fsync: the spine with and without the change log and with and
 * without encryption, run in turns so that the machine's mood meets all alike; then the rates of the bulk work.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase, removeEmbedded, startEmbedded, type Pool } from '../../src/database/index.ts'
import { createKeyRing, createVault, rotateKeys, sealLogs, verifyLogs, writeBackup, type Vault } from '../../src/safeguards/index.ts'
import { machine } from '../bench/machine.ts'
import { startTestSpine, textFrom } from '../support/spine.ts'
import { measureLists } from './benchLists.ts'

const SECONDS = 4
const ROUNDS = 3
const AT_ONCE = 16
const KEYS = 20_000
const LINES = 50_000
const TEXT = 'Em tên Lan, hôm qua ở lớp các bạn không chơi với em, em buồn lắm cô ơi. '.repeat(3)

const directory = await mkdtemp(join(tmpdir(), 'lang-nghe-bench-safeguards-'))
const server = await startEmbedded(directory)
await migrate(server.url)
const db = openDatabase(server.url)
const pool = db.pool
const say = (what: string, figure: string) => console.log(`${what.padEnd(58)} ${figure}`)

/** The same work without cryptography: bytes in, bytes out. */
function bareVault(vault: Vault): Vault {
  return { ...vault, seal: (_key, _context, text) => Buffer.from(text, 'utf8'), open: (_key, _context, sealed) => Buffer.from(sealed).toString('utf8') }
}

async function switchChangeLog(to: 'enable' | 'disable'): Promise<void> {
  for (const table of ['person', 'conversation', 'message', 'data_key', 'alarm', 'case_record', 'evidence', 'urgency_change']) await pool.query(`alter table ${table} ${to} trigger user`)
}

let run = 0
/** Messages in, turned and sent, a second. */
async function turnsASecond(vault: Vault): Promise<number> {
  run += 1
  const mine = run
  // What the round before left under way is not ours to open.
  await pool.query('delete from outbox')
  await pool.query('update lane set due_at = null')
  await pool.query(`update message set done_at = now() where direction = 'in' and done_at is null`)
  const spine = await startTestSpine(server.url, { vault })
  const until = performance.now() + SECONDS * 1000
  await Promise.all(Array.from({ length: AT_ONCE }, async (_, lane) => {
    for (let n = 0; performance.now() < until; n += 1) {
      const before = spine.sent.length
      await spine.receive(textFrom(`bench-${mine}-${lane}-${Math.trunc(n / 8)}`, TEXT, `bench-${mine}-${lane}-${n}`))
      while (spine.sent.length === before && performance.now() < until) await new Promise((done) => setTimeout(done, 1))
    }
  }))
  const turns = spine.sent.length / SECONDS
  await spine.stop()
  return turns
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function measureCipher(vault: Vault): void {
  const { key } = vault.newKey()
  const started = performance.now()
  for (let n = 0; n < 20_000; n += 1) vault.open(key, 'bench:1', vault.seal(key, 'bench:1', TEXT))
  say(`seal and open ${Buffer.byteLength(TEXT)} bytes`, `${((performance.now() - started) / 20).toFixed(1)} µs`)
}

async function measureTurns(vault: Vault): Promise<void> {
  const figures = { both: 0, 'without the change log': 0, 'without encryption': 0 }
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.both += await turnsASecond(vault)
    await switchChangeLog('disable')
    figures['without the change log'] += await turnsASecond(vault)
    await switchChangeLog('enable')
    figures['without encryption'] += await turnsASecond(bareVault(vault))
  }
  for (const [what, sum] of Object.entries(figures)) say(`turns a second, ${what === 'both' ? 'with everything' : what}`, `${(sum / ROUNDS).toFixed(0)}  (ratio ${(sum / Math.max(...Object.values(figures))).toFixed(2)})`)
}

async function measureLogs(vault: Vault): Promise<void> {
  await pool.query(`insert into access_log (action, subject, subject_id) select 'conversation.open', 'conversation', gen_random_uuid()::text from generate_series(1, $1)`, [LINES])
  const sealing = await timed(async () => { while (await sealLogs(pool, vault)) { /* the next batch */ } })
  const verified = await verifyLogs(pool, vault)
  const verifying = await timed(() => verifyLogs(pool, vault))
  const lines = verified.accessRows + verified.changeRows
  say('log lines sealed a second', (lines / sealing).toFixed(0))
  say('log lines verified a second', `${(lines / verifying).toFixed(0)}  (${lines} lines, ${verified.findings.length} findings)`)
}

async function measureRotation(old: Buffer): Promise<void> {
  const fresh = randomBytes(32)
  const made = Array.from({ length: KEYS }, () => createVault(old).newKey())
  await pool.query(`insert into data_key (id, kind, wrapped) select id, 'person', wrapped from unnest($1::uuid[], $2::bytea[]) as k(id, wrapped)`, [made.map(({ key }) => key.id), made.map(({ wrapped }) => wrapped)])
  const vault = createVault([fresh, old])
  let done = 0
  const seconds = await timed(async () => { done = (await rotateKeys(pool, vault)).rewrapped })
  say('data keys wrapped anew a second', `${(done / seconds).toFixed(0)}  (${done} keys)`)
}

async function measureBackup(source: Pool, master: Buffer): Promise<void> {
  let rows = 0
  const seconds = await timed(async () => { rows = (await writeBackup(source, createKeyRing([master]), join(directory, 'bench.backup'))).rows })
  say('rows backed up a second', `${(rows / seconds).toFixed(0)}  (${rows} rows)`)
}

console.log(`Safeguards: ${machine()}; ${ROUNDS} rounds of ${SECONDS} s, ${AT_ONCE} at once, echo bot`)
const master = randomBytes(32)
const vault = createVault(master)
measureCipher(vault)
await measureTurns(vault)
await measureLists({ url: server.url, vault, bare: bareVault(vault), say })
await measureLogs(vault)
await measureRotation(master)
await measureBackup(pool, master)
await db.close()
await server.stop()
await removeEmbedded(directory)
process.exit(0)
