/**
 * The web chat as a child on a slow line opens it: sizes on the wire, first paint, when one can write, and when the first
 * answer is there. Chromium with 400 kbit/s and 400 ms of latency, CPU four times slower; the service on this machine.
 */
import { randomBytes } from 'node:crypto'
import { readdir, readFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { readConfig } from '../../src/config.ts'
import { migrate, openDatabase, removeEmbedded, startEmbedded } from '../../src/database/index.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService } from '../../src/service.ts'
import { openBrowser } from '../chat/chromium.ts'
import { machine, percentile } from './machine.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7)
const SLOW = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 }
const SLOWER_CPU = 4
const ROOT = join(import.meta.dirname, '../..')

await build({ configFile: join(ROOT, 'web/chat/vite.config.ts'), logLevel: 'silent' })
const directory = await mkdtemp(join(tmpdir(), 'lang-nghe-bench-'))
const server = await startEmbedded(directory)
await migrate(server.url)
const db = openDatabase(server.url)
await seedDemoCentre(db.prisma)
await db.close()
const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: directory, MASTER_KEY: randomBytes(32).toString('base64') })
const service = await startService({ config, databaseUrl: server.url, log: createLog('error') })
const browser = await openBrowser()

console.log(machine())
const assets = join(ROOT, 'dist/web/chat/assets')
for (const name of await readdir(assets)) {
  const bytes = await readFile(join(assets, name))
  console.log(`${name.split('.').at(-1)}: ${bytes.length} bytes, gzip ${gzipSync(bytes).length} (aims: script 20,000, style 5,000)`)
}
const rounds: Opened[] = []
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await openSlowly(browser))
const median = (pick: (one: Opened) => number) => Math.round(percentile(rounds.map(pick), 0.5))
console.log(`on the wire: ${median((one) => one.bytes)} bytes in ${median((one) => one.requests)} requests`)
console.log(`400 kbit/s, 400 ms, CPU ÷ ${SLOWER_CPU}, median of ${ROUNDS}: first paint ${median((one) => one.paint)} ms, can write ${median((one) => one.write)} ms, tap on start → greeting read ${median((one) => one.greeting)} ms`)

await browser.close()
await service.stop()
await server.stop()
await removeEmbedded(directory)

type Opened = { paint: number; write: number; greeting: number; bytes: number; requests: number }

/** A first visit: nothing cached. */
async function openSlowly(of: Browser): Promise<Opened> {
  const context = await of.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', SLOW)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU })
  let [bytes, requests] = [0, 0]
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests += 1
  })
  await page.goto(`${service.url}/chat`)
  await page.getByTestId('chat-input').waitFor()
  const [write, paint] = [await page.evaluate('performance.now()'), await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`)]
  const loaded = { bytes, requests }
  const tapped = performance.now()
  await page.getByTestId('chat-start').click()
  await page.getByTestId('chat-bubble').first().waitFor()
  const greeting = performance.now() - tapped
  await context.close()
  return { ...loaded, paint: Number(paint), write: Number(write), greeting }
}
