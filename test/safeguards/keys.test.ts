import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVault, readMasterKeys, rotateKeys, type Vault } from '../../src/safeguards/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestSpine, textFrom } from '../support/spine.ts'

const [old, fresh, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)]
let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())

/** Opens every stored message with nothing but this vault. */
async function readEverything(vault: Vault): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ id: string; content: Buffer; keyId: string }>(
    'select m.id, m.content_enc as content, p.key_id as "keyId" from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id')
  return Promise.all(rows.map(async ({ id, content, keyId }) => vault.open(await vault.key(database.db.pool, keyId), `message.content:${id}`, content)))
}

test('the service opens only the database its master key belongs to, and says so in one sentence', async () => {
  const first = await openVault(database.db.pool, [old])
  const again = await openVault(database.db.pool, [old])
  expect(again.blindIndex('x', 'y')).toEqual(first.blindIndex('x', 'y'))
  await expect(openVault(database.db.pool, [foreign])).rejects.toThrow(/MASTER_KEY is not the key of this database/)
})

test('the master key is rotated under load on two instances: no message fails, is lost or doubled, and the old key opens nothing afterwards', async () => {
  const pool = database.db.pool
  const vaults = await Promise.all([openVault(pool, [old]), openVault(pool, [old])])
  const spines = await Promise.all(vaults.map((vault) => startTestSpine(database.url, { vault })))
  const sent = () => spines.flatMap((spine) => spine.sent.map(({ text }) => text))

  let running = true
  const written: string[] = []
  const load = (async () => {
    for (let n = 0; running; n += 1) {
      const text = `message ${n}`
      await spines[n % 2]?.receive(textFrom(`person ${n % 97}`, text, text))
      written.push(text)
    }
  })()
  const atLeast = (count: number) => eventually(() => expect(written.length).toBeGreaterThan(count))
  await atLeast(100)
  // First every instance learns to read the new key, then each begins to wrap with it, then all is wrapped anew.
  for (const vault of vaults) { vault.useMasters([old, fresh]); await atLeast(written.length) }
  for (const vault of vaults) { vault.useMasters([fresh, old]); await atLeast(written.length) }
  const { rewrapped } = await rotateKeys(pool, await openVault(pool, [fresh, old]))
  expect(rewrapped).toBeGreaterThan(0)
  for (const vault of vaults) vault.useMasters([fresh])
  await atLeast(written.length + 100)
  running = false
  await load

  await eventually(() => expect(sent().toSorted()).toEqual(written.map((text) => `re: ${text}`).toSorted()))
  const failures = await Promise.all(spines.map(async ({ metrics }) => (await metrics.turns.get()).values.filter(({ labels }) => labels.outcome === 'failed')))
  expect(failures.flat()).toEqual([])
  await expect(openVault(pool, [old])).rejects.toThrow(/MASTER_KEY/)
  expect(await readEverything(await openVault(pool, [fresh]))).toHaveLength(written.length * 2)
  await Promise.all(spines.map((spine) => spine.stop()))
})

test('a key that is destroyed while the rotation runs stays destroyed', async () => {
  const pool = database.db.pool
  const { rows: [victim] } = await pool.query<{ id: string; wrapped: Buffer }>(`select id, wrapped from data_key where kind = 'person' limit 1`)
  const racing = await openVault(pool, [foreign, fresh])
  const destroying = new Proxy(racing, {
    get(target, name, receiver) {
      if (name !== 'rewrap') return Reflect.get(target, name, receiver)
      return (id: string, wrapped: Buffer) => {
        if (id === victim?.id) void pool.query('update data_key set wrapped = null, destroyed_at = now() where id = $1', [id])
        return target.rewrap(id, wrapped)
      }
    },
  })
  await rotateKeys(pool, destroying)
  await eventually(async () => expect((await pool.query('select wrapped from data_key where id = $1', [victim?.id])).rows).toEqual([{ wrapped: null }]))
})

test('the master key comes from the environment, a file or a command; a failing command tells nothing it printed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'keys-'))
  const [one, two] = [randomBytes(32), randomBytes(32)]
  const [a, b] = [one.toString('base64'), two.toString('base64')]
  await writeFile(join(directory, 'keys'), `${a}\n${b}\n`)
  await writeFile(join(directory, 'ask'), `#!/bin/sh\necho ${a}\n`)
  await chmod(join(directory, 'ask'), 0o700)

  expect(await readMasterKeys({ DATA_DIR: directory, MASTER_KEY: `${a},${b}` })).toEqual([one, two])
  expect(await readMasterKeys({ DATA_DIR: directory, MASTER_KEY_FILE: join(directory, 'keys') })).toEqual([one, two])
  expect(await readMasterKeys({ DATA_DIR: directory, MASTER_KEY_COMMAND: join(directory, 'ask') })).toEqual([one])
  const failing = readMasterKeys({ DATA_DIR: directory, MASTER_KEY_COMMAND: `echo ${a} secret; exit 1` })
  await expect(failing).rejects.toThrow('MASTER_KEY_COMMAND did not answer with a key.')
  await expect(failing).rejects.not.toThrow(/secret/)
  await expect(readMasterKeys({ DATA_DIR: directory, MASTER_KEY: 'short' })).rejects.toThrow(/32 bytes/)
  const made = await readMasterKeys({ DATA_DIR: directory })
  expect(await readMasterKeys({ DATA_DIR: directory })).toEqual(made)
})

test('a destroyed key takes everything under it along: what a copy of the database still holds opens with nothing', async () => {
  const pool = database.db.pool
  const vault = await openVault(pool, [foreign])
  const { rows: [copy] } = await pool.query<{ id: string; content: Buffer; keyId: string }>(
    `select m.id, m.content_enc as content, p.key_id as "keyId" from message m join conversation c on c.id = m.conversation_id join person p on p.id = c.person_id
     join data_key k on k.id = p.key_id and k.wrapped is not null limit 1`)
  if (!copy) throw new Error('a message is there')
  expect(vault.open(await vault.key(pool, copy.keyId), `message.content:${copy.id}`, copy.content)).toContain('message')
  await pool.query('update data_key set wrapped = null, destroyed_at = now() where id = $1', [copy.keyId])
  // A process that starts now, with the same master key, and one that has forgotten.
  vault.forget(copy.keyId)
  for (const one of [vault, await openVault(pool, [foreign])]) {
    await expect(one.key(pool, copy.keyId)).rejects.toThrow(/not destroyed/)
    for (const key of [one.service, one.audit, one.newKey().key]) expect(() => one.open(key, `message.content:${copy.id}`, copy.content)).toThrow()
  }
  // Nor does a key put back by hand: each is bound to its own row.
  const { rows: [other] } = await pool.query<{ wrapped: Buffer }>('select wrapped from data_key where wrapped is not null limit 1')
  await pool.query('update data_key set wrapped = $2 where id = $1', [copy.keyId, other?.wrapped])
  await expect(openAlone(pool, copy.keyId)).rejects.toThrow()
})

/** A key as a fresh process opens it. */
async function openAlone(pool: TestDatabase['db']['pool'], id: string) {
  return (await openVault(pool, [foreign])).key(pool, id)
}
