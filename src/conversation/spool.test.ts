import { randomBytes } from 'node:crypto'
import { mkdtemp, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createVault } from '../safeguards/index.ts'
import type { ChannelEvent, Inbound } from './channel.ts'
import { openSpool, type Spooled } from './spool.ts'

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
  expect(drained).toEqual(items)
})
