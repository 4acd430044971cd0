/**
 * The data of an earlier release under today's service. `fixtures/release-0072.backup` was written by that release itself
 * (migration 0072, 2026-11-25): a child on Zalo in danger, a counsellor's note and answer, a case with a referral and a
 * paper, both logs sealed. A later release adds its own file here before it changes the schema further.
 */
import { createHash } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openDatabase, type Database } from '../../src/database/index.ts'
import { createLog } from '../../src/log.ts'
import { createKeyRing, openVault, restoreBackup, sealLogs, verifyLogs } from '../../src/safeguards/index.ts'
import { readBackup } from '../../src/safeguards/backup/readBackup.ts'
import { startService, type Service } from '../../src/service.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { emptyDatabase, type EmptyDatabase } from '../support/emptyDatabase.ts'
import { webChild } from '../support/deskBrowser.ts'
import { eventually } from '../support/eventually.ts'
import { wordText } from '../support/unzip.ts'

const FIXTURE = join(import.meta.dirname, 'fixtures', 'release-0072.backup')
const master = createHash('sha256').update('lang-nghe: fixture of a release, never a real key').digest()
const ring = createKeyRing([master])
let empty: EmptyDatabase
let db: Database
let service: Service
let hoa: DeskOf
let talk: { id: string; caseId: string; personId: string }
beforeAll(async () => {
  empty = await emptyDatabase()
  await restoreBackup({ url: empty.url, ring, path: FIXTURE })
  db = openDatabase(empty.url)
  const config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'upgrade-')), DATABASE_URL: empty.url, MASTER_KEY: master.toString('base64') })
  service = await startService({ config, databaseUrl: empty.url, log: createLog('silent') })
  hoa = await signInTo(db, service.url, 'counsellor')
  const { rows: [row] } = await db.pool.query<{ id: string; caseId: string; personId: string }>(`select id, case_id as "caseId", person_id as "personId" from conversation where channel = 'zalo'`)
  if (!row) throw new Error('the talk came along')
  talk = row
}, 60_000)
afterAll(async () => {
  await service.stop()
  await db.close()
  await empty.drop()
})

const json = async (path: string) => {
  const answer = await hoa.get(path)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text()
}

test('every word of the release before reads: conversation, note, answer, case, referral, and the paper opens', async () => {
  const conversation = await json(`/conversations/${talk.id}`)
  expect(conversation).toContain('Ghi chú của bản trước')
  const messages = await json(`/conversations/${talk.id}/messages`)
  for (const words of ['ba đánh em chảy máu', 'Cô Hoa đây, cô đang nghe em']) expect(messages).toContain(words)
  const record = await json(`/cases/${talk.caseId}`)
  for (const words of ['Thôn 1', 'Ghi nhớ trong hồ sơ', 'bảo vệ trẻ']) expect(record).toContain(words)
  const { papers }: { papers: { id: string; kind: string }[] } = JSON.parse(record)
  const paper: { base64: string } = JSON.parse(await json(`/cases/${talk.caseId}/papers/file?paperId=${papers.find(({ kind }) => kind === 'mau-01')?.id}`))
  expect(wordText(Buffer.from(paper.base64, 'base64'))).toContain('Trẻ Bản Trước')
})

test('every data key of that release opens under its master key', async () => {
  const vault = await openVault(db.pool, [master])
  const { rows: keys } = await db.pool.query<{ id: string }>('select id from data_key where wrapped is not null')
  expect(keys.length).toBeGreaterThan(4)
  await Promise.all(keys.map(async ({ id }) => expect((await vault.key(db.pool, id)).secret).toHaveLength(32)))
})

test('the logs of the release before hold under their seals, and today\'s lines go on in the same chain', async () => {
  const vault = await openVault(db.pool, [master])
  await eventually(async () => {
    await sealLogs(db.pool, vault)
    const verified = await verifyLogs(db.pool, vault)
    expect(verified.findings).toEqual([])
    expect(verified.unsealed).toBe(0)
    expect(verified.accessRows).toBeGreaterThan(5)
  })
})

test('the conversation goes on where it was, and new ones begin', async () => {
  const { lastSeq }: { lastSeq: number } = JSON.parse(await json(`/conversations/${talk.id}`))
  expect((await hoa.post(`/conversations/${talk.id}/reply`, { clientId: crypto.randomUUID(), text: 'Bản mới đây em', lastSeenSeq: lastSeq })).status).toBeLessThan(300)
  expect(await json(`/conversations/${talk.id}/messages`)).toContain('Bản mới đây em')
  const child = await webChild(service.url)
  await child.says('chào')
  await eventually(async () => expect((await child.heard()).length).toBeGreaterThan(0))
})

test('every row of every table of that release is still there', async () => {
  const counts = new Map<string, number>()
  for await (const line of readBackup(FIXTURE, ring)) if (line.kind === 'rows') counts.set(line.table, (counts.get(line.table) ?? 0) + line.rows.length)
  expect(counts.size).toBeGreaterThan(15)
  const lost: string[] = []
  for (const [table, had] of counts) {
    const { rows: [now] } = await db.pool.query<{ n: number }>(`select count(*)::int as n from "${table}"`)
    // What is under way (queue of answers, tries at the door, signs of life) is not carried over or goes by itself.
    if ((now?.n ?? 0) < had && !['outbox', 'sign_in_try', 'staff_presence'].includes(table)) lost.push(`${table}: ${had} > ${now?.n}`)
  }
  expect(lost).toEqual([])
})
