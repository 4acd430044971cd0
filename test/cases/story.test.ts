/** A neighbour calls in the evening; everything after it over HTTP on the whole service, down to the half-year report. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readConfig } from '../../src/config.ts'
import { readCentre, seedDemoCentre, writeCentre } from '../../src/directory/index.ts'
import { createLog } from '../../src/log.ts'
import { refreshCaseFacts, refreshContactFacts } from '../../src/reports/index.ts'
import { openVault, readMasterKeys } from '../../src/safeguards/index.ts'
import { startService, type Service } from '../../src/service.ts'
import { createStaff, seedDemoStaff } from '../../src/staff/index.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { fillFacts } from '../support/facts.ts'
import { wordText } from '../support/unzip.ts'

const PASSWORD = 'mật khẩu thử nghiệm'
let database: TestDatabase
let service: Service
let config: ReturnType<typeof readConfig>
beforeAll(async () => {
  database = await createTestDatabase()
  await seedDemoCentre(database.db.prisma)
  const centre = await readCentre(database.db.prisma)
  const reports = { ...centre.papers.reports, 'half-year': { cutOff: '12-31', due: '12-31' } }
  await writeCentre(database.db.prisma, { ...centre, papers: { ...centre.papers, reports } })
  await seedDemoStaff(database.db, PASSWORD)
  await createStaff(database.db, { email: 'analyst@demo.local', name: 'Phân tích', role: 'analyst', password: PASSWORD })
  config = readConfig({ NODE_ENV: 'test', PORT: '0', DATA_DIR: await mkdtemp(join(tmpdir(), 'story-')), DATABASE_URL: database.url, MASTER_KEY: randomBytes(32).toString('base64') })
  service = await startService({ config, databaseUrl: database.url, log: createLog('silent') })
})
afterAll(async () => {
  await service.stop()
  await database.drop()
})

type Answer = { status: number; body: unknown }
type Person = { get(path: string): Promise<Answer>; post(path: string, body: object): Promise<Answer> }

async function signIn(who: string): Promise<Person> {
  const call = async (method: string, path: string, headers: Record<string, string>, body?: object) => {
    const response = await fetch(`${service.url}/desk/api${path}`, { method, headers: { 'content-type': 'application/json', origin: service.url, ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) })
    const text = await response.text()
    return { response, status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
  }
  const { response, body } = await call('POST', '/sign-in', {}, { email: `${who}@demo.local`, password: PASSWORD })
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(body)
  const headers = { cookie: response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; '), 'x-csrf-token': csrfToken }
  return { get: (path) => call('GET', path, headers), post: (path, sent) => call('POST', path, headers, sent) }
}

const withId = z.object({ id: z.string() })
const fieldSchema = z.object({ answer: z.object({ status: z.string(), value: z.unknown().optional() }), version: z.number(), source: z.string() })
const caseSchema = z.object({
  record: z.object({ state: z.string(), number: z.string(), urgency: z.string() }),
  parts: z.array(z.object({ id: z.string(), kind: z.string(), fields: z.record(z.string(), fieldSchema) })),
  clocks: z.array(z.object({ id: z.string(), state: z.string() })),
})
const value = (said: unknown) => ({ status: 'value', value: said })
const LEGAL = { kind: 'legal', article: '19-1a', why: 'trẻ đang bị đánh' }

test('a neighbour’s call in the evening becomes a case, papers, referrals, a closed case and a figure', async () => {
  const [counsellor, supervisor, analyst] = await Promise.all(['counsellor', 'supervisor', 'analyst'].map(signIn))
  if (!counsellor || !supervisor || !analyst) throw new Error('three people')
  const at = new Date(Date.now() - 90 * 60_000)

  // The call, and the case that opened by itself.
  const call = await counsellor.post('/contacts', { clientId: randomUUID(), channel: 'phone', at: at.toISOString(), text: 'Tôi ở cạnh nhà, ông dượng lấy roi đánh con bé 9 tuổi chảy máu tay, nhà ở xã Quế Thọ cũ' })
  expect(call.status).toBe(200)
  const conversationId = withId.parse(call.body).id
  const caseId = await eventually(async () => {
    const opened = await counsellor.post(`/conversations/${conversationId}/open-case`, {})
    return opened.status === 200 ? withId.parse(opened.body).id : false
  })
  // The counsellor hears danger in the voice: a named human sets the level.
  const { urgency } = z.object({ urgency: z.string() }).parse((await counsellor.get(`/conversations/${conversationId}`)).body)
  if (urgency !== 'high' && urgency !== 'emergency') await counsellor.post(`/conversations/${conversationId}/level`, { from: urgency, level: 'high', reason: 'trẻ bị đánh chảy máu, dượng ở cùng nhà' })
  const read = async () => caseSchema.parse((await counsellor.get(`/cases/${caseId}`)).body)
  const post = async (path: string, body: object) => {
    const answer = await counsellor.post(path, body)
    expect([path, answer.status < 300], JSON.stringify(answer.body)).toEqual([path, true])
    return answer.body
  }
  const child = withId.parse(await post(`/cases/${caseId}/parts`, { kind: 'child', answers: { name: value('Hồ Thị Na'), age: value(9), sex: value('female'), childGroup: value('abused'), condition: value('bị thương ở tay') } })).id
  const concern = withId.parse(await post(`/cases/${caseId}/parts`, { kind: 'concern', answers: { category: value('A1'), environment: value('family'), form: value('physical'), commune: value('20767'), communeOld: value('Quế Thọ') } })).id
  await post(`/cases/${caseId}/parts`, { kind: 'harmer', answers: { relation: value('stepfather'), access: value('lives-with') } })
  const first = await read()
  expect(first.clocks.find(({ id }) => id === 'emergency')?.state).toBe('running')

  // Two officers on one field: the second sees both values.
  await post(`/cases/${caseId}/edits`, { edits: [{ partId: child, field: 'carer', baseVersion: 0, answer: value('mẹ') }] })
  const clash = await supervisor.post(`/cases/${caseId}/edits`, { edits: [{ partId: child, field: 'carer', baseVersion: 0, answer: value('bà ngoại') }] })
  expect(clash).toMatchObject({ status: 409, body: { ok: false, conflicts: [{ mine: value('bà ngoại'), theirs: value('mẹ') }] } })

  // What the machine wrote is confirmed, and Mẫu số 01 signed.
  const machine = (await read()).parts.flatMap(({ id, fields }) => Object.entries(fields).filter(([, { source }]) => source === 'machine').map(([field, { answer, version }]) => ({ partId: id, field, baseVersion: version, answer })))
  if (machine.length > 0) await post(`/cases/${caseId}/edits`, { edits: machine })
  const paper = z.object({ ok: z.literal(true), id: z.string(), number: z.number() }).parse(await post(`/cases/${caseId}/papers`, { kind: 'mau-01', sign: true }))
  const file = z.object({ base64: z.string() }).parse((await counsellor.get(`/cases/${caseId}/papers/file?paperId=${paper.id}`)).body)
  expect(wordText(Buffer.from(file.base64, 'base64'))).toContain('Họ và tên trẻ em: Hồ Thị Na')

  // Commune and police informed on a legal ground; the commune accepts.
  const refer = async (bodyKind: string, fields: string[]) => {
    const id = withId.parse(await post(`/cases/${caseId}/referrals`, { bodyKind, chosen: [...fields.map((field) => ({ partId: child, field })), { partId: concern, field: 'commune' }] })).id
    expect((await counsellor.post(`/referrals/${id}/act`, { act: 'send' })).body).toEqual({ ok: false, why: 'no-ground' })
    await post(`/referrals/${id}/ground`, LEGAL)
    await post(`/referrals/${id}/act`, { act: 'send' })
    return id
  }
  const [commune, police] = [await refer('commune', ['name', 'age', 'condition']), await refer('police', ['age'])]
  await post(`/referrals/${commune}/act`, { act: 'receive' })
  await post(`/referrals/${commune}/act`, { act: 'accept' })
  await post(`/referrals/${commune}/contacts`, { via: 'phone', text: 'cán bộ xã đang đến nhà' })
  await post(`/referrals/${police}/act`, { act: 'withdraw' })

  // The commune decides, assesses and plans; we follow, ask again, and propose to close.
  await post(`/cases/${caseId}/steps`, { kind: 'emergency.decided' })
  await post(`/cases/${caseId}/parts`, { kind: 'assessment', answers: { harmLevel: value('high'), harmAccess: value('medium'), protectSelf: value('low'), conclusion: value('emergency') } })
  await post(`/cases/${caseId}/steps`, { kind: 'plan.drafted' })
  await post(`/cases/${caseId}/state`, { act: 'follow' })
  await post(`/cases/${caseId}/steps`, { kind: 'followed-up.day' })
  const close = { act: 'propose-closing', outcome: 'plan-done', reason: 'trẻ ở với bà, dượng đã rời nhà' }
  expect((await counsellor.post(`/cases/${caseId}/state`, close)).body).toEqual({ ok: false, why: 'no-open-referral' })
  await post(`/referrals/${commune}/act`, { act: 'finish' })
  await post(`/cases/${caseId}/state`, close)
  expect((await counsellor.post(`/cases/${caseId}/state`, { act: 'approve-closing' })).body).toEqual({ ok: false, why: 'not-your-role' })
  expect((await supervisor.post(`/cases/${caseId}/state`, { act: 'approve-closing' })).body).toEqual({ ok: true, state: 'closed' })
  const closed = await read()
  expect(closed.record.state).toBe('closed')
  expect(closed.clocks.find(({ id }) => id === 'emergency')?.state).toBe('kept')
  expect(await post(`/cases/${caseId}/papers`, { kind: 'closing-report', sign: true })).toMatchObject({ ok: true, number: 1 })

  // It is found again, and it counts.
  expect(z.array(withId).parse((await counsellor.post('/cases/search', { text: 'ho thi na' })).body).map(({ id }) => id)).toContain(caseId)
  const centre = await readCentre(service.db.prisma)
  const room = { db: service.db, vault: await openVault(service.db.pool, await readMasterKeys(config)), centre: () => centre }
  await refreshCaseFacts(room)
  await refreshContactFacts(room, { from: new Date(at.getTime() - 60_000), to: new Date() })
  const pivot = '/reports/pivot?from=2020-01-01&to=2100-01-01&rows=group111&columns=sex'
  expect((await supervisor.get(pivot)).body).toMatchObject({ rows: ['bao-luc'], columns: ['female'], cells: [[1]], total: 1 })
  expect((await analyst.get(pivot)).body, 'who may not open cases sees no single child').toMatchObject({ cells: [[null]], total: null })
  expect(z.array(withId).parse((await supervisor.get('/reports/cases?from=2020-01-01&to=2100-01-01&rows=sex&row=female')).body)).toMatchObject([{ id: caseId }])
  expect((await supervisor.get('/reports/service?from=2020-01-01&to=2100-01-01')).body).toMatchObject([{ contacts: 1 }])

  // It appears in the half-year report, whose cut-off is the Centre's setting: among enough others that its count may be told.
  const year = new Date().getFullYear()
  await fillFacts(service.db.pool, { n: 20, year })
  const report = async () => wordText(Buffer.from(z.object({ base64: z.string() }).parse((await supervisor.get(`/reports/plan?kind=half-year&year=${year}`)).body).base64, 'base64'))
  const total = async (period: string) => z.object({ total: z.number() }).parse((await supervisor.get(`/reports/pivot?${period}&rows=urgency`)).body).total
  expect(await total(`from=${year}-01-01&to=${year}-12-31`)).toBe(21)
  expect(await report()).toContain(`mở ${await total(`from=${year}-01-01&to=${year}-12-31`)} hồ sơ vụ việc`)
  expect(await report()).toContain(`đến ngày 31/12/${year}`)
})

test('the receiving person of a commune is found by what people call the place, and stands in the letter', async () => {
  const [counsellor, supervisor] = await Promise.all(['counsellor', 'supervisor'].map(signIn))
  const place = z.object({ communes: z.array(z.object({ matched: z.string(), commune: z.object({ code: z.string() }) })) }).parse((await counsellor?.post('/places', { text: 'que tho cu' }))?.body)
  const code = place.communes[0]?.commune.code
  expect(code).toBe('20767')
  const entry = { kind: 'commune', communeCode: code, name: 'UBND xã Việt An', contact: 'cán bộ trẻ em', phone: '', email: '', address: '', note: '', verifiedOn: null, active: true }
  expect((await counsellor?.post('/services', entry))?.status).toBe(403)
  const { id } = withId.parse((await supervisor?.post('/services', entry))?.body)
  expect((await supervisor?.post('/services', { ...entry, communeCode: '99999' }))?.status).toBe(400)
  expect((await counsellor?.get(`/services?kind=commune&communeCode=${code}`))?.body).toMatchObject([{ id, name: 'UBND xã Việt An', verifiedOn: null }])
  expect((await counsellor?.get('/services?kind=commune&communeCode=20341'))?.body).toEqual([])
})

test('doors are shut to those who have no business there', async () => {
  const [counsellor, analyst, admin] = await Promise.all(['counsellor', 'analyst', 'admin'].map(signIn))
  expect((await analyst?.post('/cases/search', {}))?.status).toBe(403)
  expect((await admin?.post('/cases/search', {}))?.status).toBe(403)
  for (const path of ['/centre/papers', '/breaches']) expect((await counsellor?.get(path))?.status, path).toBe(403)
  expect((await analyst?.post(`/cases/${randomUUID()}/papers/open`, { paperId: randomUUID(), reason: 'check' }))?.status).toBe(403)
  expect((await analyst?.get('/reports/cases?from=2020-01-01&to=2100-01-01&rows=sex'))?.status).toBe(403)
  expect((await counsellor?.get('/reports/pivot?from=2020-01-01&to=2100-01-01&rows=sex'))?.status).toBe(403)
  expect((await fetch(`${service.url}/desk/api/cases/search`, { method: 'POST' })).status).toBe(401)
  expect((await analyst?.get('/reports/pivot?from=2020-01-01&to=2100-01-01&rows=nobody'))?.status).toBe(400)
  const file = z.object({ base64: z.string(), title: z.string() }).parse((await analyst?.get('/reports/export?shape=tt13&file=csv&from=2020-01-01&to=2100-01-01'))?.body)
  expect(Buffer.from(file.base64, 'base64').toString('utf8').startsWith('\uFEFF')).toBe(true)
})
