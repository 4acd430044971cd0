import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MOST_BYTES, openReceived, readCase, readPaper, readUpload, receivePaper, type Officer } from '../../src/cases/index.ts'
import { startTestCases, type TestCases } from './support.ts'

let cases: TestCases
let an: Officer
let caseId: string
beforeAll(async () => {
  cases = await startTestCases()
  an = await cases.officer('counsellor', 'An')
  caseId = (await cases.caseOf()).id
})
afterAll(() => cases.drop())

const pdf = (text = 'canary') => Buffer.from(`%PDF-1.7\n${text}`)
async function* sent(...chunks: Buffer[]) { yield* chunks }
const upload = (title: string, content: Buffer) => readUpload(sent(Buffer.from(`${JSON.stringify({ title })}\n`), content))

test('a paper is kept sealed, with size and hash of what came, and opened only with a reason that is logged first', async () => {
  const content = pdf('Canary Văn Giấy')
  const { id } = await receivePaper(cases.room, an, caseId, await upload('Công văn trả lời của UBND xã', content))
  const { papers } = await readCase(cases.room, an, caseId)
  expect(papers).toMatchObject([{ id, kind: 'received', title: 'Công văn trả lời của UBND xã', mime: 'application/pdf', bytes: content.length, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  // Keyed: whoever holds the database and the same paper cannot tell whose case it is in.
  expect(papers[0]?.fingerprint).not.toBe(createHash('sha256').update(content).digest('hex'))
  const { rows: [row] } = await cases.db.pool.query<{ text: string }>(`select encode(content_enc, 'escape') || encode(title_enc, 'escape') as text from case_document where id = $1`, [id])
  expect(row?.text).not.toContain('Canary')
  await expect(readPaper(cases.room, an, caseId, id), 'the way of our own papers does not lead to it').rejects.toMatchObject({ code: 'not-found' })
  expect(await openReceived(cases.room, an, caseId, { paperId: id, reason: 'check' })).toEqual({ title: 'Công văn trả lời của UBND xã.pdf', mime: 'application/pdf', content })
  const { rows } = await cases.db.pool.query<{ reason: string }>(`select reason from access_log where subject_id = $1 and action = 'case.paper' order by id`, [caseId])
  expect(rows.map(({ reason }) => reason)).toEqual(['received', 'read', 'opened.check'])
})

test('the same bytes twice are one paper', async () => {
  const content = pdf(randomBytes(8).toString('hex'))
  const first = await receivePaper(cases.room, an, caseId, { title: 'a', content })
  expect(await receivePaper(cases.room, an, caseId, { title: 'b', content })).toEqual({ id: first.id, again: true })
})

test('what it is shows its bytes, not its name: no programme, page, script or macro gets in', async () => {
  const zip = (...names: string[]) => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from(names.join(' '))])
  const refused = { exe: Buffer.from('MZ\u0090'), html: Buffer.from('<html><script>'), svg: Buffer.from('<svg onload=x>'), zip: zip('a.exe'), macros: zip('word/document.xml', 'word/vbaProject.bin'), embedded: zip('word/document.xml', 'word/embeddings/x.bin'), empty: Buffer.alloc(0), ole: Buffer.from('d0cf11e0a1b11ae1', 'hex') }
  for (const [name, content] of Object.entries(refused)) {
    await expect(receivePaper(cases.room, an, caseId, await upload('tên.pdf', content)), name).rejects.toMatchObject({ publicKey: 'error.paper-type' })
  }
  const taken = { docx: zip('word/document.xml'), png: Buffer.from('89504e470d0a1a0a00', 'hex'), jpg: Buffer.from('ffd8ffe000', 'hex') }
  for (const [name, content] of Object.entries(taken)) {
    await expect(receivePaper(cases.room, an, caseId, await upload(name, content)), name).resolves.toMatchObject({ again: false })
  }
})

test('an upload without its label, or larger than the limit, is refused while it comes', async () => {
  await expect(readUpload(sent(pdf()))).rejects.toMatchObject({ code: 'bad-request' })
  const chunk = Buffer.alloc(1024 * 1024)
  let given = 0
  async function* endless() { for (;;) { given += 1; yield chunk } }
  await expect(readUpload(endless())).rejects.toMatchObject({ publicKey: 'error.paper-too-large' })
  expect(given * chunk.length).toBeLessThanOrEqual(MOST_BYTES + chunk.length)
})

test('a paper changed in the database is not handed out', async () => {
  const { id } = await receivePaper(cases.room, an, caseId, { title: 'x', content: pdf('other') })
  await cases.db.pool.query(`update case_document set fingerprint = sha256('another') where id = $1`, [id])
  await expect(openReceived(cases.room, an, caseId, { paperId: id, reason: 'handle' })).rejects.toMatchObject({ code: 'unavailable' })
})
