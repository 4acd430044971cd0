/**
 * Stored XSS, as an attacker would try it: names, words, file names, notes and answers full of markup go in by every
 * door, and each page of both apps is opened in a real browser. Nothing runs, nothing is taken for markup, the strict
 * policy has nothing to stop; the Word, CSV and XLSX files hold it as words.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { seedDemoCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { startService, type Service } from '../../src/service.ts'
import { startSimulator, type Simulator } from '../../src/simulator/index.ts'
import { seedDemoStaff } from '../../src/staff/index.ts'
import { startSession } from '../../src/staff/session.ts'
import { DESKTOP, launchBrowser } from '../support/browser.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { signInTo, type DeskOf } from '../support/deskOf.ts'
import { eventually } from '../support/eventually.ts'
import { unzip } from '../support/unzip.ts'

/** What every browser, template and spreadsheet has ever been fooled with; each sets the same flag. */
const EVIL = [
  '<img src=x onerror="window.pwned=1">', '<svg onload=window.pwned=1>', '<script>window.pwned=1</script>', '"><iframe srcdoc="<script>parent.pwned=1</script>">',
  '</textarea></title><script>window.pwned=1</script>', 'javascript:window.pwned=1', '[x](javascript:window.pwned=1)', "{{constructor.constructor('window.pwned=1')()}}", '<a href="javascript:window.pwned=1">x</a>',
  '=HYPERLINK("http://evil.example")', '\u202Egnp.exe',
]
const WORDS = `Bố đánh em chảy máu ${EVIL.join(' ')}`
const NAME = `Lan <img src=x onerror=window.pwned=1>"'><svg onload=window.pwned=1>`

let database: TestDatabase
let simulator: Simulator
let service: Service
let browser: Browser
let hoa: DeskOf
let head: DeskOf
let caseId: string
let talkId: string
beforeAll(async () => {
  database = await createTestDatabase()
  simulator = await startSimulator()
  await seedDemoCentre(database.db.prisma)
  await seedDemoStaff(database.db, 'demo-hostile-test-2026')
  await database.db.pool.query(`update staff set name = $1 where email = 'counsellor@demo.local'`, [NAME])
  const config = readConfig({ ...simulator.settings(), NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'hostile-')), DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
  simulator.connect(service.url)
  browser = await launchBrowser()
  ;[hoa, head] = await Promise.all([signInTo(database.db, service.url, 'counsellor'), signInTo(database.db, service.url, 'head')])
  await fill()
}, 90_000)
afterAll(async () => {
  await browser.close()
  await service.stop()
  await simulator.close()
  await database.drop()
})

const withId = z.object({ id: z.string() })
async function post(desk: DeskOf, path: string, body: object): Promise<string> {
  const answer = await desk.post(path, body)
  expect([path, answer.status < 300, await answer.clone().text()]).toEqual([path, true, expect.anything()])
  return answer.status === 204 ? '' : withId.safeParse(await answer.json()).data?.id ?? ''
}

/** A hostile child on Zalo, and a counsellor with a hostile name who writes hostile things into everything. */
async function fill(): Promise<void> {
  const child = simulator.zalo.person('u-hostile', NAME)
  await child.follows()
  await child.says(WORDS)
  await child.sends('file', { url: 'https://f6.file.talk.zdn.vn/x.pdf', name: `${NAME}.pdf`, size: '20', checksum: 'd41d8cd98f00b204e9800998ecf8427e', type: 'pdf' })
  await eventually(async () => {
    const { rows: [talk] } = await database.db.pool.query<{ id: string; caseId: string | null }>(`select id, case_id as "caseId" from conversation where channel = 'zalo'`)
    expect(talk?.caseId).toEqual(expect.any(String))
    ;[talkId, caseId] = [talk?.id ?? '', talk?.caseId ?? '']
  })
  await post(hoa, `/conversations/${talkId}/claim`, {})
  await post(hoa, `/conversations/${talkId}/notes`, { clientId: randomUUID(), text: WORDS })
  const { rows: [row] } = await database.db.pool.query<{ urgency: string; seq: number }>('select urgency, last_seq as seq from conversation where id = $1', [talkId])
  await post(hoa, `/conversations/${talkId}/level`, { from: row?.urgency, level: row?.urgency === 'emergency' ? 'high' : 'emergency', reason: WORDS })
  await post(hoa, `/conversations/${talkId}/reply`, { clientId: randomUUID(), text: WORDS, lastSeenSeq: row?.seq })
  const value = (said: unknown) => ({ status: 'value', value: said })
  const child1 = await post(hoa, `/cases/${caseId}/parts`, { kind: 'child', answers: { name: value(NAME), phone: value('0905 000 000'), address: value(NAME), school: value(NAME) } })
  await post(hoa, `/cases/${caseId}/parts`, { kind: 'reporter', answers: { name: value(NAME), note: value(WORDS) } })
  await post(hoa, `/cases/${caseId}/parts`, { kind: 'harmer', answers: { name: value(NAME), note: value(WORDS) } })
  await post(hoa, `/cases/${caseId}/parts`, { kind: 'note', answers: { text: value(WORDS) } })
  await post(hoa, `/cases/${caseId}/tasks`, { kind: 'visit', text: WORDS, dueAt: new Date(Date.now() + 86_400_000).toISOString() })
  const referral = await post(hoa, `/cases/${caseId}/referrals`, { bodyKind: 'commune', chosen: [{ partId: child1, field: 'name' }] })
  await post(hoa, `/referrals/${referral}/ground`, { kind: 'legal', article: '19-1a', why: WORDS })
  await post(hoa, `/referrals/${referral}/act`, { act: 'send' })
  await post(hoa, `/referrals/${referral}/contacts`, { via: 'phone', text: WORDS })
  await post(hoa, `/cases/${caseId}/papers`, { kind: 'mau-01' })
  await post(head, `/cases/${caseId}/holds`, { reason: 'complaint' })
  await post(hoa, `/conversations/${talkId}/erasure-wish`, {})
}

/** A page that remembers everything it must not have done. */
async function guarded(context: BrowserContext): Promise<{ page: Page; wrongs: string[] }> {
  const wrongs: string[] = []
  const page = await context.newPage()
  page.on('dialog', (dialog) => { wrongs.push(`dialog ${dialog.message()}`); void dialog.dismiss() })
  page.on('request', (request) => { if (!request.url().startsWith(service.url) && !/^(?:data|blob):/.test(request.url())) wrongs.push(`asked ${request.url()}`) })
  page.on('console', (line) => { if (/Content Security Policy/i.test(line.text())) wrongs.push(line.text()) })
  await page.addInitScript(() => { addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => { console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`) }) })
  return { page, wrongs }
}

/** That nothing ran and nothing was taken for markup; and that the page shows the hostile words at all. */
async function clean({ page, wrongs }: Awaited<ReturnType<typeof guarded>>, where: string, shows = true): Promise<void> {
  if (shows) await expect.poll(() => page.evaluate(() => document.body.innerText + [...document.querySelectorAll('input,textarea')].map((one) => (one as HTMLInputElement).value).join(' ')), { timeout: 15_000, message: where }).toContain('<img src=x')
  const found = await page.evaluate(() => ({
    pwned: 'pwned' in window,
    made: [...document.querySelectorAll('iframe, img[src="x"], svg[onload], [onerror], [onload], script:not([src]), a[href^="javascript:" i]')].map((one) => one.outerHTML.slice(0, 120)),
  }))
  expect([where, found, wrongs]).toEqual([where, { pwned: false, made: [] }, []])
}

async function signedIn(who: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'vi-VN' })
  const { rows: [staff] } = await database.db.pool.query<{ id: string }>('select id from staff where email = $1', [`${who}@demo.local`])
  const { token } = await startSession(database.db.pool, staff?.id ?? '')
  await context.addCookies([{ name: 'desk', value: token, url: service.url }])
  return context
}

test('no page of the desk runs or renders what a child or a colleague wrote', async () => {
  const context = await signedIn('head')
  const at = await guarded(context)
  const go = (path: string) => at.page.goto(`${service.url}/desk${path}`)
  await go('/')
  await at.page.getByTestId('view-all').click()
  await clean(at, 'queue')
  await go(`/c/${talkId}`)
  await at.page.getByTestId('message').first().waitFor({ state: 'attached' })
  await clean(at, 'conversation and card')
  await go(`/cases/${caseId}`)
  await at.page.getByTestId('case-page').waitFor()
  await clean(at, 'case')
  for (const path of [`/opened/conversations/${talkId}`, `/opened/cases/${caseId}`, '/safeguards/log']) {
    await go(path)
    await at.page.getByTestId('access-line').first().waitFor()
    await clean(at, path)
  }
  for (const path of ['/cases', '/safeguards', '/safeguards/holds', '/safeguards/purges', '/roster', '/wall', '/reports', '/triage', `/c/${encodeURIComponent(NAME)}`, `/cases/${encodeURIComponent('"><script>window.pwned=1</script>')}`]) {
    await go(path)
    await at.page.locator('main').first().waitFor()
    await clean(at, path, false)
  }
  await context.close()
}, 120_000)

test('the chat of a child runs and renders neither their own words nor the counsellor\'s, nor an address full of script', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const at = await guarded(context)
  for (const path of [`/chat?x=${encodeURIComponent(NAME)}#${encodeURIComponent(NAME)}`, `/?lang=${encodeURIComponent('"><script>window.pwned=1</script>')}`]) {
    await at.page.goto(`${service.url}${path}`)
    await clean(at, path, false)
  }
  await at.page.goto(`${service.url}/chat`)
  await at.page.getByTestId('chat-input').fill(`${NAME} ${EVIL[2]} cứu em, em muốn chết`)
  await at.page.getByTestId('chat-send').click()
  await clean(at, 'own words')
  const webTalk = async () => (await database.db.pool.query<{ id: string; seq: number }>(`select id, last_seq as seq from conversation where channel = 'web' and last_seq > 1`)).rows[0]
  await eventually(async () => expect(await webTalk()).toBeDefined())
  await post(hoa, `/conversations/${(await webTalk())?.id}/claim`, {})
  const answer = `đây là ${EVIL[0]} ${EVIL[3]} ${EVIL[8]}`
  await post(hoa, `/conversations/${(await webTalk())?.id}/reply`, { clientId: randomUUID(), text: answer, lastSeenSeq: (await webTalk())?.seq })
  await at.page.getByText('đây là <img').waitFor()
  await clean(at, 'the counsellor\'s words')
  // Coming back to the page draws everything anew, and the plain page without scripts too.
  for (const path of ['/chat', '/chat/plain']) {
    await at.page.goto(`${service.url}${path}`)
    await clean(at, path, path === '/chat')
  }
  await context.close()
}, 60_000)

const file = z.object({ title: z.string(), mime: z.string(), base64: z.string() })
async function download(desk: DeskOf, path: string): Promise<{ title: string; bytes: Buffer }> {
  const { title, base64 } = file.parse(await (await desk.get(path)).json())
  return { title, bytes: Buffer.from(base64, 'base64') }
}

test('Word files hold the hostile words as text: no markup of theirs, no link or object from outside', async () => {
  const { papers } = z.object({ papers: z.array(z.object({ id: z.string(), mime: z.string() })) }).parse(await (await hoa.get(`/cases/${caseId}`)).json())
  const documents = papers.filter(({ mime }) => mime.includes('wordprocessingml'))
  expect(documents.length).toBeGreaterThan(0)
  let withWords = 0
  for (const { id } of documents) {
    const parts = unzip((await download(hoa, `/cases/${caseId}/papers/file?paperId=${id}`)).bytes)
    for (const [name, xml] of parts) {
      expect([name, /<(?:img|svg|script|iframe|a) /i.test(xml), /TargetMode="External"/.test(xml), /<w:(?:hyperlink|object|fldSimple)|<w:instrText[^>]*>(?!PAGE<|NUMPAGES<)/.test(xml)]).toEqual([name, false, false, false])
      if (xml.includes('&lt;img src=x')) withWords += 1
    }
  }
  expect(withWords).toBeGreaterThan(0)
}, 60_000)

test('CSV and XLSX files hold no formula and no markup, whatever was written', async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  for (const shape of ['chi', 'tt13']) {
    const csv = (await download(head, `/reports/export?shape=${shape}&file=csv&from=${day(-7)}&to=${day(1)}`)).bytes.toString('utf8')
    expect(csv.split('\r\n').flatMap((line) => line.split('","')).filter((cell) => /^"?[=+@]/.test(cell))).toEqual([])
    expect(csv).not.toContain('<img')
    const sheets = unzip((await download(head, `/reports/export?shape=${shape}&file=xlsx&from=${day(-7)}&to=${day(1)}`)).bytes)
    for (const [name, xml] of sheets) expect([name, /<f>|<f |<img|TargetMode="External"/.test(xml)]).toEqual([name, false])
  }
}, 60_000)

test('no page carries an inline script or style, and the policy allows none', async () => {
  for (const path of ['/', '/chat', '/desk', '/chat/plain', `/alarm/${randomUUID()}.x`]) {
    const response = await fetch(`${service.url}${path}`)
    const html = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    const directive = (name: string) => policy.split(';').map((one) => one.trim()).find((one) => one.startsWith(`${name} `)) ?? ''
    expect([path, /unsafe-inline|unsafe-eval|\*|https?:|data:/.test(directive('script-src')), directive('default-src')]).toEqual([path, false, "default-src 'none'"])
    expect([path, html.match(/<script(?![^>]*\bsrc=)[^>]*>/g) ?? [], html.match(/\son\w+\s*=/g) ?? [], html.match(/<style/g) ?? []]).toEqual([path, [], [], []])
  }
})
