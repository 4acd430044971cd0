import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { addPart, changeReferral, envelopeIn, makePaper, makeSealedFile, openEnvelope, prepareReferral, readCase, readPaper, type Officer } from '../../src/cases/index.ts'
import { readLocales, type Locales } from '../../src/locales.ts'
import { wordText } from '../support/unzip.ts'
import { startTestCases, value, type TestCases } from './support.ts'

let cases: TestCases
let locales: Locales
let an: Officer
let caseId: string
let referralId: string
const NASTY = 'Hồ Thị </script><img src=x onerror=alert(1)> "Na"'
beforeAll(async () => {
  cases = await startTestCases()
  locales = await readLocales()
  an = await cases.officer('counsellor', 'Nguyễn Thị Ánh')
  caseId = (await cases.caseOf()).id
  const child = (await addPart(cases.room, an, caseId, { kind: 'child', answers: { name: value(NASTY), address: value('Canary thôn 3'), age: value(9) } })).id
  referralId = (await prepareReferral(cases.room, an, caseId, { bodyKind: 'commune', ground: { kind: 'legal', article: '19-1a', why: 'trẻ đang bị đánh' }, chosen: [{ partId: child, field: 'name' }, { partId: child, field: 'age' }] })).id
})
afterAll(() => cases.drop())

const make = () => makeSealedFile({ ...cases.room, locales }, an, caseId, referralId)
const contentSchema = z.object({ number: z.string(), sections: z.array(z.object({ title: z.string(), rows: z.array(z.object({ label: z.string(), value: z.string() })) })), letter: z.object({ name: z.string(), base64: z.string() }) })
async function made() {
  const file = await make()
  if (!file.ok) throw new Error(file.why)
  const { title, mime, content } = await readPaper(cases.room, an, caseId, file.id)
  return { ...file, title, mime, page: content.toString('utf8') }
}

test('nothing is sealed before the referral was sent: the ground is checked first', async () => {
  expect(await make()).toEqual({ ok: false, why: 'not-sent' })
  expect((await changeReferral(cases.room, an, referralId, { act: 'send' })).ok).toBe(true)
})

test('the file holds the chosen fields and the letter, and nothing of them readable', async () => {
  const { page, passphrase, title, mime } = await made()
  expect([title.endsWith('.html'), mime]).toEqual([true, 'text/html'])
  expect(passphrase).toMatch(/^(\d{4} ){4}\d{4}$/)
  for (const secret of ['Hồ Thị', 'Canary', 'onerror', passphrase, '19-1a', 'bị đánh']) expect(page, secret).not.toContain(secret)
  const { sections, letter, number } = contentSchema.parse(JSON.parse(await openEnvelope(envelopeIn(page), passphrase.replaceAll(' ', '-'))))
  expect(sections).toEqual([{ title: 'Trẻ em', rows: [{ label: 'Họ và tên', value: NASTY.normalize('NFC') }, { label: expect.any(String), value: '9' }] }])
  expect(number).toMatch(/^\d{4}-\d{6}$/)
  const text = wordText(Buffer.from(letter.base64, 'base64'))
  expect(text).toContain('Hồ Thị')
  expect(text).not.toContain('Canary')
})

test('another passphrase, a changed byte or another format do not open it', async () => {
  const { page, passphrase } = await made()
  const envelope = envelopeIn(page)
  await expect(openEnvelope(envelope, '0000 0000 0000 0000 0000')).rejects.toThrow('passphrase')
  const bytes = Buffer.from(envelope.sealed, 'base64')
  bytes[40] = (bytes[40] ?? 0) ^ 1
  await expect(openEnvelope({ ...envelope, sealed: bytes.toString('base64') }, passphrase)).rejects.toThrow('changed')
  expect(() => envelopeIn(page.replace('lang-nghe-sealed/1', 'other/1'))).toThrow()
})

test('the page runs its own script and nothing else, and reaches no network', async () => {
  const { page } = await made()
  expect(page).toMatch(/content="default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'"/)
  expect(page).not.toMatch(/(src|href)=|fetch\(|XMLHttp|innerHTML/)
})

test('two files of one referral share neither passphrase nor bytes; the passphrase is kept nowhere', async () => {
  const [one, two] = [await made(), await made()]
  expect(one.passphrase).not.toBe(two.passphrase)
  expect(envelopeIn(one.page).sealed).not.toBe(envelopeIn(two.page).sealed)
  const { papers } = await readCase(cases.room, an, caseId)
  expect(JSON.stringify(papers)).not.toContain(one.passphrase)
})

test('a signed letter goes along as it was signed', async () => {
  const signed = await makePaper({ ...cases.room, locales }, an, caseId, { kind: 'referral-letter', referralId, sign: true })
  expect(signed).toMatchObject({ ok: true, number: 1 })
  const { page, passphrase } = await made()
  const { letter } = contentSchema.parse(JSON.parse(await openEnvelope(envelopeIn(page), passphrase)))
  expect(wordText(Buffer.from(letter.base64, 'base64'))).toContain('Số: 01/')
})
