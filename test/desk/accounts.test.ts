import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accountOutcomeSchema, accountsSchema, type AccountOutcome, type Accounts } from '../../src/desk/api.ts'
import { mayConfirm, needsSecondPerson } from '../../src/staff/secondPerson.ts'
import { ROLES } from '../../src/staff/index.ts'
import { refusal, startTestDesk, type Answer, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let admin: Browser
let head: Browser
beforeAll(async () => { room = await startTestDesk() })
beforeEach(async () => {
  await room.db.pool.query('delete from sign_in_try')
  ;[admin, head] = await Promise.all([room.signIn('admin'), room.signIn('head')])
})
afterAll(() => room.stop())

const PASSWORD = 'chín con vịt qua cầu'
const outcome = (answer: Answer): AccountOutcome => {
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([200, expect.any(String)])
  return accountOutcomeSchema.parse(answer.body)
}
const invite = (who: Browser, email: string, role: string) => who.post('/accounts', { email, name: 'Bích', role })
const list = async (who: Browser): Promise<Accounts> => accountsSchema.parse((await who.get('/accounts')).body)
const requestFor = async (who: Browser, accountId: string, kind: string) => (await list(who)).requests.find((one) => one.account.id === accountId && one.kind === kind)
const join = (token: string | undefined, password = PASSWORD) => room.call('POST', '/invitation/accept', { origin: room.url, 'content-type': 'application/json' }, JSON.stringify({ token, password }))

/** The head invites, the invited person joins. */
async function colleague(email: string, role: string): Promise<string> {
  const { accountId, link } = outcome(await invite(head, email, role))
  expect((await join(link?.token)).status).toBe(200)
  return accountId
}

test('an administrator alone lets nobody in to children\'s words: the head confirms, and the link is the head\'s to hand over', async () => {
  const asked = outcome(await invite(admin, 'bich@demo.local', 'counsellor'))
  expect(asked).toMatchObject({ waiting: true, link: null })
  const request = await requestFor(admin, asked.accountId, 'open')
  expect(request).toMatchObject({ role: 'counsellor', mine: true, mayConfirm: false, by: { id: admin.me.id } })
  const own = await admin.post(`/account-requests/${request?.id}/confirm`)
  expect([own.status, refusal(own).key]).toEqual([403, 'error.second-person'])
  expect((await requestFor(head, asked.accountId, 'open'))?.mayConfirm).toBe(true)
  const { link } = outcome(await head.post(`/account-requests/${request?.id}/confirm`))
  expect((await join(link?.token)).body).toMatchObject({ me: { name: 'Bích', role: 'counsellor' } })
  expect((await head.post(`/account-requests/${request?.id}/confirm`)).status).toBe(404)
  expect(await room.logged('staff.request', asked.accountId)).toEqual([{ staffId: admin.me.id, reason: 'open' }])
  expect(await room.logged('staff.confirm', asked.accountId)).toEqual([{ staffId: head.me.id, reason: 'open' }])
})

test('neither a second administrator nor a new role or password gets an administrator in', async () => {
  const { link, waiting } = outcome(await invite(admin, 'admin3@demo.local', 'administrator'))
  expect(waiting).toBe(false)
  await join(link?.token)
  const other = await room.signIn('admin3')
  const { accountId } = outcome(await invite(admin, 'puppet@demo.local', 'counsellor'))
  const open = await requestFor(other, accountId, 'open')
  expect((await other.post(`/account-requests/${open?.id}/confirm`)).status).toBe(403)
  // His own account made a counsellor's, or a counsellor's password renewed: the same.
  expect(outcome(await admin.post(`/accounts/${admin.me.id}/change`, { role: 'counsellor' })).waiting).toBe(true)
  const hoa = await room.signIn('counsellor')
  expect(outcome(await admin.post(`/accounts/${hoa.me.id}/link`))).toMatchObject({ waiting: true, link: null })
  expect((await admin.get('/me')).body).toMatchObject({ role: 'administrator' })
  expect((await admin.get('/queue')).status).toBe(403)
  await head.post(`/accounts/${other.me.id}/change`, { active: false })
})

test('an administrator opens no closed or unconfirmed account of a counsellor alone', async () => {
  const unconfirmed = outcome(await invite(admin, 'soon@demo.local', 'counsellor')).accountId
  const closed = await colleague('left@demo.local', 'supervisor')
  await admin.post(`/accounts/${closed}/change`, { active: false })
  for (const id of [unconfirmed, closed]) {
    expect(outcome(await admin.post(`/accounts/${id}/change`, { active: true }))).toMatchObject({ waiting: true, link: null })
    expect((await list(admin)).accounts.find((one) => one.id === id)?.active).toBe(false)
  }
  expect(outcome(await head.post(`/account-requests/${(await requestFor(head, closed, 'open'))?.id}/confirm`)).link).not.toBeNull()
})

test('no role that does not meet children opens one that does, alone or as the second person', () => {
  for (const role of ROLES) {
    const reads = !['administrator', 'analyst'].includes(role)
    for (const kind of ['open', 'role', 'link'] as const) {
      expect([role, needsSecondPerson({ id: 'a', role: 'administrator' }, { kind, role })]).toEqual([role, reads])
      expect(mayConfirm({ id: 'b', role: 'administrator' }, { kind, role, requestedBy: 'a', staffId: 'c' })).toBe(!reads)
      expect(mayConfirm({ id: 'b', role: 'head' }, { kind, role, requestedBy: 'a', staffId: 'c' })).toBe(true)
      for (const nobody of ['counsellor', 'supervisor', 'analyst', 'custodian'] as const) expect(mayConfirm({ id: 'b', role: nobody }, { kind, role, requestedBy: 'a', staffId: 'c' })).toBe(false)
    }
    // A lost phone wants two people, whoever asks.
    expect(needsSecondPerson({ id: 'a', role: 'head' }, { kind: 'second-factor', role })).toBe(true)
    expect(mayConfirm({ id: 'c', role: 'head' }, { kind: 'second-factor', role, requestedBy: 'a', staffId: 'c' })).toBe(false)
  }
})

test('the same e-mail has no second account, and the list of accounts shows no secret', async () => {
  await colleague('binh@demo.local', 'analyst')
  const again = await invite(admin, 'BINH@demo.local', 'analyst')
  expect([again.status, refusal(again).key]).toEqual([409, 'error.email-taken'])
  const { accounts } = await list(admin)
  expect(accounts.find(({ email }) => email === 'binh@demo.local')).toMatchObject({ active: true, secondFactor: false, invitedUntil: null, sessions: 1 })
  expect(JSON.stringify(accounts)).not.toMatch(/argon2|hash|token/i)
})

test('a changed role or a closed account is signed out at once', async () => {
  const id = await colleague('an@demo.local', 'counsellor')
  for (const change of [{ role: 'supervisor' }, { active: false }]) {
    const browser = await room.signIn('an')
    expect((await head.post(`/accounts/${id}/change`, change)).status).toBe(200)
    expect((await browser.get('/me')).status).toBe(401)
  }
  expect((await room.trySignIn('an@demo.local', PASSWORD)).status).toBe(401)
  await head.post(`/accounts/${id}/change`, { active: true })
  expect((await room.trySignIn('an@demo.local', PASSWORD)).status).toBe(200)
})

test('a closed account\'s open link opens nothing', async () => {
  const { accountId, link } = outcome(await invite(head, 'gone@demo.local', 'counsellor'))
  await head.post(`/accounts/${accountId}/change`, { active: false })
  expect((await join(link?.token)).status).toBe(404)
})

test('the Centre cannot lock itself out: two administrators who are closed at the same moment leave one, and the last head stays', async () => {
  const second = await colleague('admin2@demo.local', 'administrator')
  const answers = await Promise.all([admin.me.id, second].map((id) => head.post(`/accounts/${id}/change`, { active: false })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(answers.filter(({ status }) => status === 409).map((answer) => refusal(answer).key)).toEqual(['error.last-administrator'])
  await room.db.pool.query(`update staff set active = true where role = 'administrator'`)
  admin = await room.signIn('admin')
  const last = await admin.post(`/accounts/${head.me.id}/change`, { active: false })
  expect([last.status, refusal(last).key]).toEqual([409, 'error.last-head'])
})

test('an administrator ends somebody\'s sessions everywhere, and the log says who', async () => {
  const nam = await room.signIn('counsellor2')
  expect((await admin.post(`/accounts/${nam.me.id}/sessions/end`)).status).toBe(200)
  expect((await nam.get('/me')).status).toBe(401)
  expect(await room.logged('staff.sessions', nam.me.id)).toEqual([{ staffId: admin.me.id, reason: null }])
})

test('who asked may withdraw, somebody else may not; what nobody confirmed in three days is void', async () => {
  const { accountId } = outcome(await invite(admin, 'never@demo.local', 'counsellor'))
  const request = await requestFor(admin, accountId, 'open')
  const other = outcome(await invite(head, 'admin4@demo.local', 'administrator'))
  await join(other.link?.token)
  expect((await (await room.signIn('admin4')).post(`/account-requests/${request?.id}/refuse`)).status).toBe(403)
  expect((await admin.post(`/account-requests/${request?.id}/refuse`)).status).toBe(200)
  expect(await requestFor(head, accountId, 'open')).toBeUndefined()
  const late = outcome(await invite(admin, 'late@demo.local', 'counsellor'))
  const old = await requestFor(admin, late.accountId, 'open')
  await room.db.pool.query(`update account_request set requested_at = now() - interval '73 hours' where id = $1`, [old?.id])
  expect((await head.post(`/account-requests/${old?.id}/confirm`)).status).toBe(404)
})
