import { randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createVault } from '../safeguards/index.ts'
import type { ChannelEvent, Inbound } from './channel.ts'
import { openSpool } from './spool.ts'
import type { Spooled } from './spooled.ts'

const at = new Date('2026-11-23T01:02:03.004Z')
const base = { channel: 'messenger', account: 'page', eventKey: 'k', kind: 'x', body: '{}' } as const

/** One of each: a type of event that is missing here does not compile. */
const EVENTS: { [Type in ChannelEvent['type']]: ChannelEvent & { type: Type } } = {
  ignored: { ...base, type: 'ignored' },
  receipt: { ...base, type: 'receipt', status: 'read', providerMessageIds: ['m'], externalId: 'p', upTo: at },
  echo: { ...base, type: 'echo', externalId: 'p', providerMessageId: 'm', text: 'x', at, messageId: 'ours' },
  outside: { ...base, type: 'outside', externalId: 'p', providerMessageId: 'm', text: 'x', at },
  unsent: { ...base, type: 'unsent', externalId: 'p', providerMessageId: 'm', at },
  control: { ...base, type: 'control', externalId: 'p', ours: false, at },
  withdrawal: { ...base, type: 'withdrawal', externalId: 'p', at },
  notice: { ...base, type: 'notice', code: 'policy-block', at },
  arrival: { ...base, type: 'arrival', externalId: 'p', at, locale: 'vi' },
}
const MESSAGE: Inbound = { channel: 'messenger', account: 'page', externalId: 'p', eventKey: 'k', providerMessageId: 'm', kind: 'text', content: { text: 'x', payload: '#a/b:c' }, saidAt: at, locale: 'en', standby: true }

test('what a dead process had spooled comes back whole, whatever it was', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spool-'))
  const vault = createVault(randomBytes(32))
  const items: Spooled[] = [{ type: 'message', message: MESSAGE }, ...Object.values(EVENTS).map((event): Spooled => ({ type: 'event', event }))]
  const before = await openSpool(directory, vault)
  for (const item of items) await before.append(item)
  await rename(join(directory, `${process.pid}.spool`), join(directory, '999999999.spool'))

  const after = await openSpool(directory, vault)
  const drained: Spooled[] = []
  await after.drain(async (item) => {
    drained.push(item)
    return 'stored'
  })
  expect(drained.map((item) => inspect(item, { depth: 9, sorted: true })).toSorted()).toEqual(items.map((item) => inspect(item, { depth: 9, sorted: true })).toSorted())
})

const said = (externalId: string, n: number): Spooled => ({ type: 'message', message: { ...MESSAGE, externalId, eventKey: `${externalId}-${n}` } })
const keyOf = (item: Spooled) => (item.type === 'message' ? item.message : item.event).eventKey
const open = async () => openSpool(await mkdtemp(join(tmpdir(), 'spool-')), createVault(randomBytes(32)))

test('while a replay waits for a database that says nothing, lines are taken and reach the disk; they follow in order when it speaks', async () => {
  const spool = await open()
  for (const n of [1, 2]) await spool.append(said('a', n))
  let speak = (): void => undefined
  const silence = new Promise<void>((done) => { speak = done })
  const stored: string[] = []
  const replay = spool.drain(async (item) => {
    await silence
    stored.push(keyOf(item))
    return 'stored'
  })
  await Promise.all(Array.from({ length: 50 }, (_, n) => spool.append(said('a', n + 3))))
  expect([stored, spool.size()]).toEqual([[], 52])
  speak()
  await replay
  expect(stored).toEqual(Array.from({ length: 52 }, (_, n) => `a-${n + 1}`))
  expect(spool.isEmpty()).toBe(true)
})

test('a line on its way to the disk counts as waiting, so that nothing overtakes it', async () => {
  const spool = await open()
  const written = spool.append(said('a', 1))
  expect(spool.isEmpty()).toBe(false)
  await written
})

test('people are replayed beside each other, each in order; whoever was not reached before the database went away again stays', async () => {
  const spool = await open()
  await spool.append(said('first', 1))
  for (const n of [1, 2, 3]) for (const who of ['a', 'b', 'c']) await spool.append(said(who, n))
  let most = 0
  let now = 0
  const stored: string[] = []
  await spool.drain(async (item) => {
    if (keyOf(item) === 'b-2') return 'away'
    now += 1
    most = Math.max(most, now)
    await new Promise((done) => setImmediate(done))
    now -= 1
    stored.push(keyOf(item))
    return 'stored'
  })
  expect(most).toBeGreaterThan(1)
  expect(stored).not.toContain('b-3')
  await spool.drain(async (item) => {
    stored.push(keyOf(item))
    return 'stored'
  })
  expect(stored.toSorted()).toEqual([...['a', 'b', 'c'].flatMap((who) => [1, 2, 3].map((n) => `${who}-${n}`)), 'first-1'])
  for (const who of ['a', 'b', 'c']) expect(stored.filter((key) => key.startsWith(who))).toEqual([1, 2, 3].map((n) => `${who}-${n}`))
})

test('a line that does not open is set aside, not thrown away, and costs no other', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'spool-'))
  const vault = createVault(randomBytes(32))
  const before = await openSpool(directory, vault)
  await before.append(said('a', 1))
  await appendFile(join(directory, `${process.pid}.spool`), 'bm90aGluZw==\n')
  await before.append(said('a', 2))
  await rename(join(directory, `${process.pid}.spool`), join(directory, '999999999.spool'))
  const after = await openSpool(directory, vault)
  const stored: string[] = []
  await after.drain(async (item) => {
    stored.push(keyOf(item))
    return 'stored'
  })
  expect(stored).toEqual(['a-1', 'a-2'])
  expect(await readFile(join(directory, 'refused.lines'), 'utf8')).toContain('bm90aGluZw==')
  expect((await readdir(directory)).filter((name) => name.includes('.spool'))).toEqual([])
})
