import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountOutcomeSchema, accountsSchema, begunFactorSchema, recoveryCodesSchema, securitySchema } from '../../src/desk/api.ts'
import { appCode, PASSWORD, refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'
import { TRIES_PER_DEVICE } from '../../src/staff/index.ts'

let room: TestDesk
let hoa: Browser
let secret: string
let recoveryCodes: string[]
const EMAIL = 'counsellor@demo.local'

const code = (steps = 0) => appCode(secret, steps)
const signIn = (given?: string) => room.trySignIn(EMAIL, PASSWORD, '', given)
/** As if password and code had been shown long ago. */
const longAgo = () => room.db.pool.query(`update staff_session set proved_at = now() - interval '11 minutes'`)

beforeAll(async () => {
  room = await startTestDesk()
  hoa = await room.signIn('counsellor')
  secret = begunFactorSchema.parse((await hoa.post('/me/second-factor/begin')).body).secret
  // Begun is not on: nobody is shut out by an app that was never set up.
  expect((await signIn()).status).toBe(200)
  const wrong = await hoa.post('/me/second-factor/confirm', { code: '000000' })
  expect([wrong.status, refusal(wrong).key]).toEqual([400, 'error.code'])
  recoveryCodes = recoveryCodesSchema.parse((await hoa.post('/me/second-factor/confirm', { code: code(-1) })).body).recoveryCodes
})
afterAll(() => room.stop())

test('once on, the password alone signs nobody in, and a code opens once, also when sent twice at the same moment', async () => {
  const without = await signIn()
  expect([without.status, refusal(without).key]).toEqual([401, 'error.code-needed'])
  expect(without.headers.getSetCookie()).toEqual([])
  const shown = code()
  const answers = await Promise.all([signIn(shown), signIn(shown)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
  expect(refusal(await signIn(shown)).key).toBe('error.code')
  expect((await hoa.get('/me')).body).toMatchObject({ secondFactor: true })
})

test('a recovery code signs in once, however it is typed; the database holds none of them', async () => {
  expect(recoveryCodes).toHaveLength(10)
  const [first = '', second = ''] = recoveryCodes
  expect((await signIn(first.toLowerCase().replaceAll('-', ' '))).status).toBe(200)
  expect((await signIn(first)).status).toBe(401)
  expect((await signIn(second)).status).toBe(200)
  const { rows } = await room.db.pool.query(`select encode(code_hash, 'escape') as hash from recovery_code union all select encode(totp_enc, 'escape') from staff where totp_enc is not null`)
  expect(JSON.stringify(rows)).not.toContain(first)
})

test('a new phone takes over from the old one only when its first code is seen, and the recovery codes of before are void', async () => {
  const [, , third = ''] = recoveryCodes
  await longAgo()
  expect(refusal(await hoa.post('/me/second-factor/begin')).key).toBe('error.proof-needed')
  expect((await hoa.post('/me/proof', { password: PASSWORD, code: third })).status).toBe(200)
  const next = begunFactorSchema.parse((await hoa.post('/me/second-factor/begin')).body).secret
  await room.db.pool.query('update staff set totp_last_step = null')
  expect((await signIn(code())).status).toBe(200)
  expect((await hoa.post('/me/second-factor/confirm', { code: code(1) })).status).toBe(400)
  const { recoveryCodes: fresh } = recoveryCodesSchema.parse((await hoa.post('/me/second-factor/confirm', { code: appCode(next, -1) })).body)
  expect((await signIn(code(1))).status).toBe(401)
  secret = next
  expect((await signIn(recoveryCodes[3])).status).toBe(401)
  expect((await signIn(code())).status).toBe(200)
  recoveryCodes = fresh
  expect(securitySchema.parse((await hoa.get('/me/security')).body)).toMatchObject({ secondFactor: true, compulsory: false, recoveryCodesLeft: 10 })
})

test('the second factor goes only with password and code', async () => {
  await longAgo()
  expect(refusal(await hoa.post('/me/second-factor/remove')).key).toBe('error.proof-needed')
  const wrong = await hoa.post('/me/proof', { password: 'không phải', code: recoveryCodes[2] })
  expect([wrong.status, refusal(wrong).key]).toEqual([403, 'error.wrong-password'])
  expect(refusal(await hoa.post('/me/proof', { password: PASSWORD })).key).toBe('error.code-needed')
  expect(refusal(await hoa.post('/me/proof', { password: PASSWORD, code: '123456' })).key).toBe('error.code')
  expect((await hoa.post('/me/proof', { password: PASSWORD, code: recoveryCodes[2] })).status).toBe(200)
  expect((await hoa.post('/me/second-factor/remove')).status).toBe(200)
  expect((await signIn()).status).toBe(200)
})

test('a proof is guessed no more often than a password at the door', async () => {
  const lan = await room.signIn('supervisor')
  const answers = []
  for (let tries = 0; tries < TRIES_PER_DEVICE + 2; tries += 1) answers.push((await lan.post('/me/proof', { password: `đoán ${tries}` })).status)
  expect(answers).toEqual([...Array.from({ length: TRIES_PER_DEVICE }, () => 403), 429, 429])
})

test('a lost phone wants two people: who asks, and who confirms; the factor goes, the sessions end, the log says who', async () => {
  const [admin, head, nam] = await Promise.all([room.signIn('admin'), room.signIn('head'), room.signIn('counsellor2')])
  const begun = begunFactorSchema.parse((await nam.post('/me/second-factor/begin')).body)
  await nam.post('/me/second-factor/confirm', { code: appCode(begun.secret) })
  expect(accountOutcomeSchema.parse((await admin.post(`/accounts/${nam.me.id}/second-factor/reset`)).body)).toMatchObject({ waiting: true, link: null })
  expect((await nam.get('/me')).status).toBe(200)
  const { requests: [request] } = accountsSchema.parse((await head.get('/accounts')).body)
  expect(request).toMatchObject({ kind: 'second-factor', account: { id: nam.me.id }, mayConfirm: true })
  expect((await admin.post(`/account-requests/${request?.id}/confirm`)).status).toBe(403)
  expect((await head.post(`/account-requests/${request?.id}/confirm`)).status).toBe(200)
  expect((await nam.get('/me')).status).toBe(401)
  expect((await room.trySignIn('counsellor2@demo.local', PASSWORD)).status).toBe(200)
  expect(await room.logged('staff.second-factor', nam.me.id)).toEqual([{ staffId: nam.me.id, reason: 'on' }, { staffId: head.me.id, reason: 'off' }])
  const off = await admin.post(`/accounts/${nam.me.id}/second-factor/reset`)
  expect([off.status, refusal(off).key]).toEqual([409, 'error.second-factor-off'])
})

test('I see where I am signed in, and can end one or all the others; nobody else\'s', async () => {
  const lan = await room.signIn('supervisor')
  const [elsewhere, third] = [await room.signIn('supervisor'), await room.signIn('supervisor')]
  const sessions = async () => securitySchema.parse((await lan.get('/me/security')).body).sessions
  const others = (await sessions()).filter(({ current }) => !current)
  expect(others.length).toBeGreaterThanOrEqual(2)
  const stranger = await room.signIn('head')
  expect((await stranger.post(`/me/sessions/${others[0]?.id}/end`)).status).toBe(404)
  expect((await lan.post(`/me/sessions/${others[0]?.id}/end`)).status).toBe(200)
  expect((await sessions()).length).toBe(others.length)
  await lan.post('/me/sessions/end-others')
  expect([(await lan.get('/me')).status, (await elsewhere.get('/me')).status, (await third.get('/me')).status]).toEqual([200, 401, 401])
})

test('my own new password needs the old one, is no weak one, and keeps this session alone', async () => {
  const [son, elsewhere] = [await room.signIn('head'), await room.signIn('head')]
  const next = 'gió mùa thổi qua đèo cao'
  const wrong = await son.post('/me/password', { current: 'không phải', next })
  expect([wrong.status, refusal(wrong).key]).toEqual([403, 'error.wrong-password'])
  expect(refusal(await son.post('/me/password', { current: PASSWORD, next: 'matkhau@2026' })).key).toBe('error.password-common')
  expect((await son.post('/me/password', { current: PASSWORD, next })).status).toBe(200)
  expect([(await son.get('/me')).status, (await elsewhere.get('/me')).status]).toEqual([200, 401])
  expect((await room.trySignIn('head@demo.local', next)).status).toBe(200)
})
