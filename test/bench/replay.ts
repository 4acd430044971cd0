/** The spool: how fast it takes what comes while the database is away, and how fast it gives it back, on a PostgreSQL with fsync. */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReceive, openSpool, type Inbound } from '../../src/conversation/index.ts'
import { migrate, openDatabase, removeEmbedded, startEmbedded } from '../../src/database/index.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createVault } from '../../src/safeguards/index.ts'
import { machine } from './machine.ts'

const PEOPLE = 200
const MESSAGES_EACH = 20
const AT_ONCE = 50

const directory = await mkdtemp(join(tmpdir(), 'lang-nghe-bench-'))
const server = await startEmbedded(directory)
await migrate(server.url)
const db = openDatabase(server.url)
const vault = createVault(randomBytes(32))
const spool = await openSpool(join(directory, 'spool'), vault)
const { replay } = createReceive({ pool: db.pool, vault, notices: { tell: () => undefined }, spool, metrics: createMetrics(), log: createLog('error') })

const messages = Array.from({ length: PEOPLE * MESSAGES_EACH }, (_, n): Inbound => ({
  channel: 'zalo', account: 'oa', externalId: `person-${n % PEOPLE}`, eventKey: `k-${n}`, kind: 'text', content: { text: `em kể câu thứ ${n}` }, saidAt: new Date(),
}))
const seconds = async (work: () => Promise<unknown>) => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
const rate = (time: number) => `${Math.round(messages.length / time)}/s`

const taken = await seconds(async () => {
  for (let n = 0; n < messages.length; n += AT_ONCE) await Promise.all(messages.slice(n, n + AT_ONCE).map((message) => spool.append({ type: 'message', message })))
})
const given = await seconds(replay)
const { rows: [kept] } = await db.pool.query<{ n: number }>('select count(*)::int as n from message')
console.log(`spool: ${messages.length} messages of ${PEOPLE} people: taken ${rate(taken)} (${AT_ONCE} at once, synced), replayed ${rate(given)}, in the database ${kept?.n} (${machine()})`)
await db.close()
await server.stop()
await removeEmbedded(directory)
