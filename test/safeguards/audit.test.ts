import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transaction } from '../../src/database/index.ts'
import { createVault, readAccesses, readAnchors, recordAccess, sealLogs, verifyLogs } from '../../src/safeguards/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const vault = createVault(randomBytes(32))
let database: TestDatabase
const pool = () => database.db.pool
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())
beforeEach(async () => {
  await pool().query(`set session_replication_role = replica; truncate access_log, change_log, audit_seal, purge_proof, staff cascade; set session_replication_role = origin`)
})

const staffId = randomUUID()
const addStaff = () => pool().query(`insert into staff (id, email, name, role, password_hash) values ($1, 'hoa@demo.local', 'Hoa', 'counsellor', 'hash-1')`, [staffId])
const open = (subjectId: string) => recordAccess(pool(), { staffId, action: 'conversation.open', subject: 'conversation', subjectId })
const changes = async () => (await pool().query<{ actor: string; operation: string; before: unknown; after: unknown }>('select actor, operation, before, after from change_log order by id')).rows
const findings = async (anchors: { seal: string; hash: string }[] = []) => (await verifyLogs(pool(), vault, anchors)).findings

/** Three seals over both logs. */
async function threeSeals(): Promise<void> {
  await addStaff()
  for (let n = 0; n < 3; n += 1) {
    for (let row = 0; row < 4; row += 1) await open(randomUUID())
    await pool().query('update staff set name = $2 where id = $1', [staffId, `Hoa ${n}`])
    expect(await sealLogs(pool(), vault)).toBe(true)
  }
  expect(await sealLogs(pool(), vault)).toBe(false)
  expect(await findings()).toEqual([])
}

/** What somebody with the whole database can do: no trigger stands in the way. */
async function asSuperuser(sql: string): Promise<void> {
  await transaction(pool(), async (client) => {
    await client.query('set local session_replication_role = replica')
    expect((await client.query(sql)).rowCount).toBeGreaterThan(0)
  })
}

test('a change is logged with what it was and became, and with whoever logged the act in the same transaction; secrets only as changed', async () => {
  await addStaff()
  await transaction(pool(), async (client) => {
    await client.query(`update staff set name = 'Hòa', password_hash = 'hash-2' where id = $1`, [staffId])
    await recordAccess(client, { staffId, action: 'staff.sign-in', subject: 'staff', subjectId: staffId })
  })
  await pool().query('update staff set last_sign_in_at = now() where id = $1', [staffId])
  expect(await changes()).toEqual([
    { actor: 'service', operation: 'insert', before: null, after: expect.objectContaining({ name: 'Hoa' }) },
    { actor: staffId, operation: 'update', before: { name: 'Hoa', password_hash: '*' }, after: { name: 'Hòa', password_hash: '*' } },
  ])
  expect(JSON.stringify(await changes())).not.toContain('hash-')
})

test('the service itself cannot edit or delete a line of either log, a seal or a proof', async () => {
  await threeSeals()
  for (const sql of [
    `update access_log set reason = 'x'`, 'delete from access_log', `update change_log set actor = 'x'`, 'delete from change_log',
    `update audit_seal set access_rows = 0`, 'delete from audit_seal', 'update access_log set seal_id = 1 where seal_id = 2',
  ]) await expect(pool().query(sql), sql).rejects.toThrow(/append-only/)
})

test.each([
  ['an edited reader', `update access_log set staff_id = gen_random_uuid() where id = (select min(id) from access_log)`],
  ['an edited reason', `update access_log set reason = 'x' where id = (select max(id) from access_log)`],
  ['an edited time', `update access_log set at = at - interval '1 day' where id = (select min(id) from access_log)`],
  ['a deleted access', `delete from access_log where id = (select min(id) from access_log)`],
  ['an access slipped in', `insert into access_log (action, subject, subject_id, seal_id) values ('conversation.open', 'conversation', 'x', 2)`],
  ['an access moved to another seal', `update access_log set seal_id = 2 where id = (select min(id) from access_log)`],
  ['an edited change', `update change_log set after = '{"name":"Lan"}' where id = (select max(id) from change_log)`],
  ['an edited actor', `update change_log set actor = 'x' where id = (select min(id) from change_log)`],
  ['a deleted change', `delete from change_log where id = (select max(id) from change_log)`],
  ['an image dropped without a proof', `update change_log set image_digest = image_digest(before, after), before = null, after = null where id = (select min(id) from change_log)`],
  ['an image dropped behind an invented purge', `update change_log set image_digest = image_digest(before, after), before = null, after = null, purged_by = gen_random_uuid() where id = (select min(id) from change_log)`],
  ['a proof nobody made', `insert into purge_proof (id, cause, class, basis, counts, images_dropped) values (gen_random_uuid(), 'retention', 'audit', '', '{}', 99)`],
  ['rows and seal of a day removed together', `with a as (delete from access_log where seal_id = 2), c as (delete from change_log where seal_id = 2) delete from audit_seal where id = 2`],
  ['a seal removed, its rows left', `delete from audit_seal where id = 2`],
  ['a seal marked as purged', `update audit_seal set purged_by = gen_random_uuid() where id = 2`],
  ['an edited seal', `update audit_seal set access_rows = 3 where id = 2`],
])('a superuser is found out: %s', async (_name, sql) => {
  await threeSeals()
  await asSuperuser(sql)
  expect(await findings()).not.toEqual([])
})

test('whoever rewrites a row and its seal without the audit key is found out', async () => {
  await threeSeals()
  await asSuperuser(`delete from access_log where id = (select max(id) from access_log)`)
  const forger = createVault(randomBytes(32))
  await pool().query(`set session_replication_role = replica; delete from audit_seal; update access_log set seal_id = null; update change_log set seal_id = null; set session_replication_role = origin`)
  await sealLogs(pool(), forger)
  expect((await verifyLogs(pool(), forger)).findings).toEqual([])
  expect(await findings()).toContainEqual({ what: 'seal-forged', seal: '1' })
})

test('whoever shortens the chain, or rewrites it even with the audit key, is found out by an anchor kept elsewhere', async () => {
  await threeSeals()
  const anchors = await readAnchors(pool(), new Date(0))
  expect(anchors).toMatchObject([{ seal: '3' }])
  await asSuperuser(`with a as (delete from access_log where seal_id = 3), c as (delete from change_log where seal_id = 3) delete from audit_seal where id = 3`)
  expect(await findings()).toEqual([])
  expect(await findings(anchors)).toEqual([{ what: 'anchor-missing', seal: '3' }])
})

test('twenty writers and two sealers at once, with rollbacks in between: every line is sealed once and nothing is found', async () => {
  await addStaff()
  let writing = true
  const sealers = [1, 2].map(async () => { while (writing) await sealLogs(pool(), vault) })
  await Promise.all(Array.from({ length: 20 }, async () => {
    for (let n = 0; n < 15; n += 1) {
      await transaction(pool(), async (client) => {
        await recordAccess(client, { staffId, action: 'conversation.open', subject: 'conversation', subjectId: randomUUID() })
        await client.query('select pg_sleep(random() / 200)')
        if (n % 5 === 4) throw new Error('roll back')
      }).catch(() => undefined)
    }
  }))
  writing = false
  await Promise.all(sealers)
  while (await sealLogs(pool(), vault)) { /* the rest */ }
  expect(await verifyLogs(pool(), vault)).toMatchObject({ findings: [], unsealed: 0, accessRows: 240 })
})

test('a chain of more than one page is verified whole', async () => {
  await addStaff()
  for (let n = 0; n < 23; n += 1) {
    await open(randomUUID())
    await sealLogs(pool(), vault)
  }
  const inPages = () => verifyLogs(pool(), vault, [], { pageSize: 5 })
  expect(await inPages()).toMatchObject({ seals: 23, accessRows: 23, findings: [] })
  await asSuperuser(`update access_log set action = 'x' where seal_id = 21`)
  expect((await inPages()).findings).toEqual([{ what: 'rows-changed', seal: '21', log: 'both', expected: 1, found: 1 }])
})

test('the head reads who opened a child\'s file: the conversation, its case and the person are one file', async () => {
  await addStaff()
  const [personId, keyId, caseId, first, second, other] = Array.from({ length: 6 }, () => randomUUID())
  await pool().query(`insert into person (id, channel, account, external_hash, external_enc, key_id) values ($1, 'web', 'web', '\\x01', '\\x01', $2)`, [personId, keyId])
  await pool().query(`insert into case_record (id, number, urgency, key_id, first_inbound_at, clock_due_at) values ($1, '2026-000001', 'high', $2, now(), now())`, [caseId, keyId])
  await pool().query(`insert into conversation (id, person_id, channel, state, case_id) values ($1, $3, 'web', 'closed', $4), ($2, $3, 'web', 'open', null)`, [first, second, personId, caseId])
  for (const id of [first, second, other]) await open(id ?? '')
  await recordAccess(pool(), { staffId, action: 'conversation.open-case', subject: 'case', subjectId: caseId ?? '', reason: 'handover' })

  const ids = async (kind: 'person' | 'conversation' | 'case', id = '') => (await readAccesses(pool(), { kind, id })).map(({ subjectId }) => subjectId)
  expect(await ids('person', personId)).toEqual([caseId, second, first])
  expect(await ids('case', caseId)).toEqual([caseId, first])
  expect(await ids('conversation', second)).toEqual([second])
  expect((await readAccesses(pool(), { kind: 'case', id: caseId ?? '' }))[0]).toMatchObject({ by: { id: staffId, name: 'Hoa' }, action: 'conversation.open-case', reason: 'handover' })
})
