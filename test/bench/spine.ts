/**
 * The spine with the real bot, triage, dialogs and encryption on a real PostgreSQL with fsync, against a yardstick of
 * bare `pg` in the same run. The provider is a function that says yes at once: the network is not what is measured.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBot, createSpeech, readDialogs } from '../../src/bot/index.ts'
import { createReceive, openSpool, startSpine, type BotTurn, type Outbound } from '../../src/conversation/index.ts'
import { listen, migrate, openDatabase, removeEmbedded, startEmbedded } from '../../src/database/index.ts'
import { seedDemoCentre, watchCentre } from '../../src/directory/index.ts'
import { readLocales } from '../../src/locales.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createVault } from '../../src/safeguards/index.ts'
import { machine, percentile } from './machine.ts'
import { measureYardstick } from './yardstick.ts'

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)
const AT_ONCE = 16
const RATE = 50
/** A person leaves after so many messages, as people do. */
const MESSAGES_A_PERSON = 8
const TEXTS = ['chào ạ', 'em có chuyện muốn hỏi', 'dạo này em hay buồn', 'ở lớp các bạn không chơi với em', 'em 12 tuổi', 'em ở Tam Kỳ', 'dạ', 'em cảm ơn']

const directory = await mkdtemp(join(tmpdir(), 'lang-nghe-bench-'))
const server = await startEmbedded(directory)
await migrate(server.url)
const yardstick = await measureYardstick(server.url, { conversations: AT_ONCE, seconds: SECONDS })

const db = openDatabase(server.url)
await seedDemoCentre(db.prisma)
const [vault, metrics, log, notices] = [createVault(randomBytes(32)), createMetrics(), createLog('error'), listen(server.url)]
const [locales, centre] = [await readLocales(), await watchCentre(db.prisma, { log })]
const speech = createSpeech(locales, centre.current)
const spool = await openSpool(join(directory, 'spool'), vault)
const { receive, replay } = createReceive({ pool: db.pool, vault, notices, spool, metrics, log })

const waiting = new Map<string, (at: number) => void>()
async function provider(message: Outbound) {
  waiting.get(message.to.externalId)?.(performance.now())
  waiting.delete(message.to.externalId)
  return { outcome: 'sent' as const, providerMessageId: message.messageId }
}
const bot = createBot({ dialogs: await readDialogs(locales), centre: centre.current, speech, directory: { findPlaces: () => [], services: () => [] } })
let silent = 0
/** While a person waits for a human the bot answers some messages with silence: the turn itself is then the end. */
async function observed(turn: BotTurn) {
  const result = await bot(turn)
  if (result.say.length === 0) {
    silent += 1
    for (const { content } of turn.messages.filter(({ open }) => open)) waiting.get(content.payload ?? '')?.(performance.now())
  }
  return result
}
const spine = startSpine({ db, vault, notices, replay, metrics, log, bot: observed, fallback: speech.fallback, senders: { zalo: provider } })

/** One message in; resolves with the milliseconds until its reply was written, claimed and handed to the provider. */
async function exchange(person: string, index: number): Promise<number> {
  const started = performance.now()
  const answered = new Promise<number>((done) => waiting.set(person, done))
  await receive({ channel: 'zalo', account: 'oa', externalId: person, eventKey: `${person}-${index}`, kind: 'text', content: { text: TEXTS[index % TEXTS.length] ?? '', payload: person }, saidAt: new Date() })
  return (await answered) - started
}

async function throughput(run: string): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let turns = 0
  await Promise.all(Array.from({ length: AT_ONCE }, async (_, lane) => {
    for (let person = 0; performance.now() < until; person += 1) {
      for (let index = 0; index < MESSAGES_A_PERSON && performance.now() < until; index += 1) {
        await exchange(`${run}-${lane}-${person}`, index)
        turns += 1
      }
    }
  }))
  return turns / SECONDS
}

/** Messages come at their own pace, whoever is still being answered (open loop): waiting time counts. */
async function latency(): Promise<number[]> {
  const samples: Promise<number>[] = []
  for (let n = 0; n < RATE * SECONDS; n += 1) {
    samples.push(exchange(`l${n % 100}-${Math.floor(n / (100 * MESSAGES_A_PERSON))}`, Math.floor(n / 100)))
    await new Promise((done) => setTimeout(done, 1000 / RATE))
  }
  return Promise.all(samples)
}

const cpuOf = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
await throughput('warm') // warm-up: compiled code, prepared statements, cached keys
// What autovacuum does within a minute of life, so that plans fit the tables.
await db.pool.query('vacuum analyze')
const cpuBefore = cpuOf()
const turns = await throughput('measured')
const cpuPerTurn = (cpuOf() - cpuBefore) / (turns * SECONDS)
const samples = await latency()
await spine.stop()
await notices.stop()
await centre.stop()
await db.close()
await server.stop()
await removeEmbedded(directory)

const ratio = turns / yardstick
console.log(`spine  (${machine()})`)
console.log(`  yardstick, bare pg, 3 commits a turn, ${AT_ONCE} at once   ${yardstick.toFixed(0)} turns/s`)
console.log(`  durable turns with bot and triage, ${AT_ONCE} at once      ${turns.toFixed(0)} turns/s   ratio ${ratio.toFixed(2)} (aim ≥ 0.35)`)
console.log(`  of that in this process (receive, triage, dialog, encryption, send)   ${cpuPerTurn.toFixed(2)} ms of CPU a turn`)
console.log(`  (${silent} of all turns were silent by design: the person waits for a human)`)
console.log(`  message in → reply at the provider, ${RATE} messages/s    p50 ${percentile(samples, 0.5).toFixed(1)} ms   p95 ${percentile(samples, 0.95).toFixed(1)} ms (aim ≤ 60 ms)`)
