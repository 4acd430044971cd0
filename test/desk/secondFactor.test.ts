import { afterAll, beforeAll, expect, test } from 'vitest'
import { begunFactorSchema, recoveryCodesSchema, sessionsSchema } from '../../src/desk/api.ts'
import { codeAt } from '../../src/staff/totp.ts'
import { PASSWORD, refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let hoa: Browser
let secret: Buffer
let recoveryCodes: string[]
const EMAIL = 'counsellor@demo.local'

/** What the app shows now, or `steps` half minutes later. */
const code = (steps = 0) => codeAt(secret, Math.floor(Date.now() / 30_000) + steps)
const signIn = (given?: string) => room.trySignIn(EMAIL, PASSWORD, '', given)

function decode32(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

beforeAll(async () => {
  room = await startTestDesk()
  hoa = await room.signIn('counsellor')
  secret = decode32(begunFactorSchema.parse((await hoa.post('/me/second-factor/begin')).body).secret)
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

test('the second factor goes only with password and code; a second one cannot be begun meanwhile', async () => {
  expect(refusal(await hoa.post('/me/second-factor/begin')).key).toBe('error.second-factor-on')
  expect((await hoa.post('/me/second-factor/remove', { password: 'không phải', code: recoveryCodes[2] })).status).toBe(403)
  expect((await hoa.post('/me/second-factor/remove', { password: PASSWORD, code: '123456' })).status).toBe(401)
  expect((await hoa.post('/me/second-factor/remove', { password: PASSWORD, code: recoveryCodes[2] })).status).toBe(200)
  expect((await signIn()).status).toBe(200)
})

test('an administrator helps who lost the phone: the factor goes, the sessions end, the log says who', async () => {
  const admin = await room.signIn('admin')
  const nam = await room.signIn('counsellor2')
  const begun = begunFactorSchema.parse((await nam.post('/me/second-factor/begin')).body)
  await nam.post('/me/second-factor/confirm', { code: codeAt(decode32(begun.secret), Math.floor(Date.now() / 30_000)) })
  expect((await room.trySignIn('counsellor2@demo.local', PASSWORD)).status).toBe(401)
  expect((await admin.post(`/accounts/${nam.me.id}/second-factor/reset`)).status).toBe(200)
  expect((await nam.get('/me')).status).toBe(401)
  expect((await room.trySignIn('counsellor2@demo.local', PASSWORD)).status).toBe(200)
  expect(await room.logged('staff.second-factor', nam.me.id)).toEqual([{ staffId: nam.me.id, reason: 'on' }, { staffId: admin.me.id, reason: 'off' }])
})

test('I see where I am signed in, and can end all the others', async () => {
  const lan = await room.signIn('supervisor')
  const elsewhere = await room.signIn('supervisor')
  const { sessions } = sessionsSchema.parse((await lan.get('/me/sessions')).body)
  expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
  await lan.post('/me/sessions/end-others')
  expect([(await lan.get('/me')).status, (await elsewhere.get('/me')).status]).toEqual([200, 401])
})
