/** Every documented shape, broken in every place, posted to the running service with a true signature. */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { APP, META_APP, NOW, OA, PAGE } from '../../src/channels/contract/harness.ts'
import { MESSENGER_EVENTS, MESSENGER_MESSAGES, MESSENGER_REFUSED } from '../../src/channels/contract/messengerCases.ts'
import { ZALO_EVENTS, ZALO_MESSAGES, ZALO_REFUSED } from '../../src/channels/contract/zaloCases.ts'
import { parseMessenger } from '../../src/channels/messenger/parse.ts'
import { parseJson } from '../../src/channels/wire/index.ts'
import { zaloMac } from '../../src/channels/zalo/index.ts'
import { parseZalo } from '../../src/channels/zalo/parse.ts'
import { externalHash } from '../../src/conversation/index.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { openVault } from '../../src/safeguards/index.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { runService, temporaryDirectory, type RunningService } from '../support/runningService.ts'

let database: TestDatabase
let sim: Simulator
let service: RunningService

beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  sim = await startSimulator()
  service = await runService({ ...sim.settings(), DATABASE_URL: database.url, DATA_DIR: await temporaryDirectory(), MASTER_KEY: MASTER_KEY.toString('base64') })
}, 60_000)
afterAll(async () => {
  await service.stop()
  await sim.close()
  await database.drop()
})

const MASTER_KEY = Buffer.alloc(32, 7)
type Channel = 'zalo' | 'messenger'
const CASES = {
  zalo: [...ZALO_MESSAGES, ...ZALO_EVENTS, ...ZALO_REFUSED],
  messenger: [...MESSENGER_MESSAGES, ...MESSENGER_EVENTS, ...MESSENGER_REFUSED],
}

/** The tables' bodies, as if they were for this app, OA and Page. */
function textsOf(channel: Channel): string[] {
  const { zalo: { account: oa }, messenger: { account: page } } = sim
  return CASES[channel].map(({ body }) => (typeof body === 'string' ? body : JSON.stringify(body)))
    .map((text) => text.replaceAll(APP, oa.appId).replaceAll(OA, oa.oaId).replaceAll(PAGE, page.pageId).replaceAll(META_APP, page.appId))
}

/** What may stand where something else was expected; `undefined` is a field that is missing. */
const ODD: readonly unknown[] = [undefined, null, 0, -1.5, true, '', 'x'.repeat(5_000), 'Ằ\u0000\ud83d\u202e\ufeff', [], [[[]]], {}, { id: {} }, 'number']

type Place = { parent: object; key: string }
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((key) => [{ parent: value, key }, ...placesIn(Reflect.get(value, key))])
}

/** Each place of each body, each with two of the odd values: which two moves on, so that all meet all kinds of places. */
function* broken(texts: readonly string[]): Generator<string> {
  let turn = 0
  for (const text of texts) {
    const first = readable(text)
    for (const index of placesIn(first).keys()) {
      for (let n = 0; n < 2; n += 1) {
        const copy = readable(text)
        const place = placesIn(copy)[index]
        turn += 5
        const chosen = ODD[turn % ODD.length]
        // Each another: who withdraws takes along whatever names the same number.
        const odd = chosen === 'number' ? 1e15 + turn : chosen
        if (!place) continue
        if (odd === undefined) Reflect.deleteProperty(place.parent, place.key)
        else Reflect.set(place.parent, place.key, odd)
        yield JSON.stringify(copy)
      }
    }
  }
}

function readable(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function post(channel: Channel, text: string): Promise<number> {
  const raw = Buffer.from(text, 'utf8')
  const { zalo: { account: oa }, messenger: { account: page } } = sim
  const parsed: unknown = readable(text)
  const timestamp = typeof parsed === 'object' && parsed !== null && 'timestamp' in parsed ? parsed.timestamp : ''
  const signature = channel === 'zalo'
    ? { 'x-zevent-signature': `mac=${zaloMac({ appId: oa.appId, raw, timestamp: typeof timestamp === 'string' || typeof timestamp === 'number' ? String(timestamp) : '', secretKey: oa.oaSecretKey })}` }
    : { 'x-hub-signature-256': `sha256=${createHmac('sha256', page.appSecret).update(raw).digest('hex')}` }
  return (await fetch(`${service.url}/webhooks/${channel}`, { method: 'POST', body: raw, headers: { 'content-type': 'application/json', ...signature } })).status
}

/** What the parser makes of it: what must then stand in the database. */
function keysOf(channel: Channel, text: string): { key: string; who: string | undefined }[] {
  const value = parseJson(Buffer.from(text))?.value
  // Signed, and of another app: answered and not taken (README).
  if (channel === 'zalo' && !text.includes(`"app_id":"${sim.zalo.account.appId}"`)) return []
  const parsed = channel === 'zalo'
    ? parseZalo(value, { account: sim.zalo.account.oaId, now: NOW, raw: text })
    : parseMessenger(value, { account: sim.messenger.account.pageId, appId: sim.messenger.account.appId, now: NOW })
  return parsed.ok ? parsed.incoming.map((one) => {
    const subject = one.type === 'message' ? one.message : one.event
    return { key: subject.eventKey, who: 'externalId' in subject ? subject.externalId : undefined }
  }) : []
}

test.each<Channel>(['zalo', 'messenger'])('%s: no 5xx, nothing that was accepted is lost, and nobody is made of what was refused', async (channel) => {
  const texts = textsOf(channel)
  const bodies = [...texts, ...broken(texts)]
  expect(bodies.length).toBeGreaterThan(800)
  const statuses = new Map<number, number>()
  const [keys, named] = [new Set<string>(), new Set<string>()]
  for (const text of bodies) {
    const status = await post(channel, text)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    expect(status, text.slice(0, 400)).toBeLessThan(500)
    if (status !== 200) continue
    for (const { key, who } of keysOf(channel, text)) {
      keys.add(key)
      if (who !== undefined) named.add(who)
    }
  }
  expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual([200, 400, ...(statuses.has(401) ? [401] : [])])

  const { rows } = await database.db.pool.query<{ key: string }>('select event_key as key from message where channel = $1 union all select event_key from channel_event where channel = $1', [channel])
  const stored = new Set(rows.map(({ key }) => key))
  const vault = await openVault(database.db.pool, [MASTER_KEY])
  expect([...keys].filter((key) => !stored.has(key) && !stored.has(vault.blindIndex('event-key', key).toString('base64url')))).toEqual([])

  // Everybody there is somebody whom an accepted body named as a person, and never the account itself or a scrap of a broken program.
  const account = channel === 'zalo' ? sim.zalo.account.oaId : sim.messenger.account.pageId
  const hashes = new Set([...named].map((externalId) => externalHash(vault, { channel, account, externalId }).toString('hex')))
  const { rows: people } = await database.db.pool.query<{ hash: string }>(`select encode(external_hash, 'hex') as hash from person where channel = $1`, [channel])
  expect(people.length).toBeGreaterThan(0)
  expect(people.filter(({ hash }) => !hashes.has(hash))).toEqual([])
  for (const scrap of ['null', 'undefined', '[object Object]', '0', account]) expect(named.has(scrap)).toBe(false)
}, 300_000)

test('and the service is well afterwards: a child is answered as ever', async () => {
  sim.connect(service.url)
  for (const person of [sim.zalo.person(), sim.messenger.person()]) {
    await person.says('Em chào ạ')
    await eventually(() => expect(person.inbox.length).toBeGreaterThan(0), { within: 60_000 })
  }
  const { rows } = await database.db.pool.query(`select 1 from lane where attempts > 0`)
  expect(rows).toEqual([])
}, 90_000)

test.each([['a text of 200,000 letters', 'ba đánh con đau lắm '.repeat(10_000)], ['nothing but combining marks', '\u0301\u0323'.repeat(1_900)], ['every control character', Array.from({ length: 160 }, (_, n) => String.fromCharCode(n)).join('')]])('%s is kept and answered', async (_name, text) => {
  const [one, other] = [sim.zalo.person(), sim.messenger.person()]
  for (const person of [one, other]) {
    expect(await person.says(text)).toMatchObject({ status: 200 })
    await eventually(() => expect(person.inbox.length).toBeGreaterThan(0), { within: 60_000 })
  }
}, 120_000)
