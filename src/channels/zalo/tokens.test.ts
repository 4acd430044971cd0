/** The single-use refresh token, on a real database, with several processes after it at once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { readConfig } from '../../config.ts'
import { openDatabase, type Database } from '../../database/index.ts'
import { createLog } from '../../log.ts'
import { createVault } from '../../safeguards/index.ts'
import { startSimulator, type Simulator } from '../../simulator/index.ts'
import { zaloTokens, type ZaloTokens } from './tokens.ts'

let database: TestDatabase
let others: Database[]
let sim: Simulator
const vault = createVault(Buffer.alloc(32, 7))
const log = createLog('silent')
const HOUR = 3_600_000

beforeAll(async () => {
  database = await createTestDatabase()
  others = [openDatabase(database.url), openDatabase(database.url)]
})
afterAll(async () => {
  await Promise.all(others.map((db) => db.close()))
  await database.drop()
})
beforeEach(async () => {
  sim = await startSimulator()
})
afterEach(async () => {
  await sim.close()
  await database.db.pool.query('delete from channel_token')
})

/** The tokens of one process; `settings` over those of the simulator. */
function keeper(settings: Record<string, string> = {}, pool = database.db.pool): ZaloTokens {
  return zaloTokens({ config: readConfig({ NODE_ENV: 'test', ...sim.settings(), ...settings }), pool, vault, log, now: () => new Date(sim.clock.now()) })
}
const good = (access: string) => sim.zalo.tokens.check(access) === 0

describe('the first token', () => {
  test('is the one in the settings', async () => {
    expect(await keeper().current()).toEqual({ ok: true, access: sim.zalo.account.access })
    expect(sim.zalo.tokens.refreshes()).toBe(0)
  })
  test('is fetched where only a refresh token is set', async () => {
    const token = await keeper({ ZALO_ACCESS_TOKEN: '' }).current()
    expect(token.ok && good(token.access)).toBe(true)
    expect(sim.zalo.tokens.refreshes()).toBe(1)
  })
  test('is not to be had without either', async () => {
    expect(await keeper({ ZALO_ACCESS_TOKEN: '', ZALO_REFRESH_TOKEN: '' }).current()).toEqual({ ok: false, why: 'dead' })
  })
  test('lies in the database only sealed', async () => {
    await keeper().current()
    const { rows } = await database.db.pool.query<{ all: string }>(`select encode(access_enc, 'escape') || encode(refresh_enc, 'escape') as all from channel_token`)
    expect(rows[0]?.all).not.toContain(sim.zalo.account.access)
    expect(rows[0]?.all).not.toContain(sim.zalo.account.refresh)
  })
})

describe('in time', () => {
  test('five hours before its end a token is changed, and the next process reads the new one', async () => {
    await keeper().current()
    sim.clock.advance(20.5 * HOUR)
    const token = await keeper().current()
    expect(token.ok && good(token.access)).toBe(true)
    expect(await keeper({}, others[0]?.pool).current()).toEqual(token)
    expect(sim.zalo.tokens.refreshes()).toBe(1)
  })
  test('an early change that fails costs nothing yet', async () => {
    await keeper().current()
    sim.clock.advance(20.5 * HOUR)
    sim.zalo.tokenFaults.next({ kind: 'status', status: 503 })
    expect(await keeper().current()).toEqual({ ok: true, access: sim.zalo.account.access })
  })
  test('once it has run out, a provider that is away means: later', async () => {
    await keeper().current()
    sim.clock.advance(26 * HOUR)
    sim.zalo.tokenFaults.next({ kind: 'drop' })
    expect(await keeper().current()).toEqual({ ok: false, why: 'away' })
    const token = await keeper().current()
    expect(token.ok && good(token.access)).toBe(true)
  })
})

test('looked after by itself, a token is changed before anybody needs it', async () => {
  await keeper().current()
  sim.clock.advance(20.5 * HOUR)
  const stop = keeper().keepFresh()
  await expect.poll(() => sim.zalo.tokens.refreshes()).toBe(1)
  stop()
  await expect.poll(async () => (await keeper().current()).ok).toBe(true)
})

describe('a rejected token', () => {
  test('is replaced once, however many processes hear of it at the same moment', async () => {
    const processes = [keeper(), keeper({}, others[0]?.pool), keeper({}, others[1]?.pool)]
    await keeper().current()
    const rejected = sim.zalo.account.access
    // Long enough for all twelve to meet at the row while the first is still waiting for Zalo's answer.
    sim.zalo.tokenFaults.next({ kind: 'slow', milliseconds: 300 })
    const tokens = await Promise.all(Array.from({ length: 12 }, (_, index) => processes[index % 3]?.replace(rejected)))
    expect(new Set(tokens.map((token) => (token?.ok ? token.access : ''))).size).toBe(1)
    expect(tokens.every((token) => token?.ok && good(token.access))).toBe(true)
    expect(sim.zalo.tokens.refreshes()).toBe(1)
  })
  test('whose refresh token is spent leaves the channel to an administrator …', async () => {
    await keeper().current()
    sim.zalo.tokens.refresh(sim.zalo.tokens.refreshToken)
    expect(await keeper().replace(sim.zalo.account.access)).toEqual({ ok: false, why: 'dead' })
  })
  test('… whose new refresh token is then taken', async () => {
    await keeper().current()
    sim.zalo.tokens.refresh(sim.zalo.tokens.refreshToken)
    const repaired = keeper({ ZALO_REFRESH_TOKEN: sim.zalo.tokens.refreshToken })
    const token = await repaired.replace(sim.zalo.account.access)
    expect(token.ok && good(token.access)).toBe(true)
  })
})

test('each new pair is stored: ten changes in a row, each by a process that knows only the database', async () => {
  await keeper().current()
  for (let change = 1; change <= 10; change += 1) {
    const before = await keeper().current()
    const token = await keeper().replace(before.ok ? before.access : '')
    expect(token.ok && good(token.access)).toBe(true)
  }
  expect(sim.zalo.tokens.refreshes()).toBe(10)
})

test('a pair that could not be stored is never handed out', async () => {
  await keeper().current()
  await database.db.pool.query('alter table channel_token add constraint frozen check (version = 0)')
  await expect(keeper().replace(sim.zalo.account.access)).rejects.toThrow()
  await database.db.pool.query('alter table channel_token drop constraint frozen')
})
