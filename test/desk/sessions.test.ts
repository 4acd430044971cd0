import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountOutcomeSchema } from '../../src/desk/api.ts'
import { createSignInLimits, NEEDS_PROOF, TRIES_PER_EMAIL, TRIES_PER_EMAIL_EVERYWHERE } from '../../src/staff/index.ts'
import { cookiesOf, PASSWORD, refusal, startTestDesk, type Answer, type TestDesk } from './support.ts'

/** The door and what comes after: fixation, uniform answers, comparing, locking out, proof. Idle and absolute ends: signIn.test.ts. CSRF and origin: gate.test.ts. */
const EMAIL = 'counsellor@demo.local'
let room: TestDesk
beforeAll(async () => { room = await startTestDesk() })
beforeEach(() => room.db.pool.query('delete from sign_in_try'))
afterAll(() => room.stop())

const me = (cookie: string) => room.call('GET', '/me', { cookie })
const tokenIn = (answer: Answer) => /desk=([\w-]+)/.exec(cookiesOf(answer))?.[1] ?? ''
const stranger = (path: string, body: object, cookie = '') => room.call('POST', path, { origin: room.url, 'content-type': 'application/json', cookie }, JSON.stringify(body))

describe('session fixation', () => {
  test('a token planted before signing in is never taken over, at the door or by a link', async () => {
    const planted = 'F'.repeat(43)
    const signedIn = await room.trySignIn(EMAIL, PASSWORD, `desk=${planted}`)
    const head = await room.signIn('head')
    const { link } = accountOutcomeSchema.parse((await head.post('/accounts', { email: 'fix@demo.local', name: 'Cố Định', role: 'analyst' })).body)
    const joined = await stranger('/invitation/accept', { token: link?.token, password: 'chín con vịt qua cầu' }, `desk=${planted}`)
    for (const answer of [signedIn, joined]) {
      expect(answer.status).toBe(200)
      expect(tokenIn(answer)).toMatch(/^[\w-]{43}$/)
      expect(tokenIn(answer)).not.toBe(planted)
    }
    expect((await me(`desk=${planted}`)).status).toBe(401)
  })

  test('each sign-in has a token and a CSRF token of its own; an earlier one of the same browser is not reused', async () => {
    const first = await room.trySignIn(EMAIL, PASSWORD)
    const second = await room.trySignIn(EMAIL, PASSWORD, cookiesOf(first))
    expect(tokenIn(second)).not.toBe(tokenIn(first))
    const csrf = await Promise.all([first, second].map(async (answer) => JSON.stringify((await me(cookiesOf(answer))).body)))
    expect(csrf[0]).not.toBe(csrf[1])
  })
})

describe('uniform answers at the door', () => {
  test('unknown, wrong, closed, and invited but never joined are told apart by nothing', async () => {
    const head = await room.signIn('head')
    await head.post('/accounts', { email: 'invited@demo.local', name: 'Được mời', role: 'analyst' })
    await room.db.pool.query(`insert into staff (id, email, name, role, password_hash, active) select gen_random_uuid(), 'closed@demo.local', 'Đóng', 'counsellor', password_hash, false from staff where email = $1`, [EMAIL])
    const answers = [await room.trySignIn('nobody@demo.local', PASSWORD), await room.trySignIn(EMAIL, 'không phải'), await room.trySignIn('closed@demo.local', PASSWORD), await room.trySignIn('invited@demo.local', PASSWORD)]
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1)
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
  })

  test('who has a second factor is not told by a wrong password', async () => {
    await room.db.pool.query(`update staff set totp_on = true where email = 'supervisor@demo.local'`)
    const wrong = await room.trySignIn('supervisor@demo.local', 'không phải')
    expect([wrong.status, refusal(wrong).key]).toEqual([401, 'error.sign-in'])
    await room.db.pool.query(`update staff set totp_on = false where email = 'supervisor@demo.local'`)
  })
})

describe('comparing in constant time', () => {
  /** Where something secret that a stranger sends is held against what is right. What is looked up by its SHA-256 is not compared at all. */
  test.each(['staff/password', 'staff/sameSite', 'staff/signInLimits', 'staff/totp', 'channels/zalo/signature', 'channels/messenger/signature', 'channels/web/visitor', 'alarms/link'])('%s', async (file) => {
    expect(await readFile(new URL(`../../src/${file}.ts`, import.meta.url), 'utf8')).toContain('timingSafeEqual(')
  })

  test('sessions, links and recovery codes are found by a hash, never by themselves', async () => {
    const { rows } = await room.db.pool.query<{ column: string }>(
      `select table_name || '.' || column_name as column from information_schema.columns where table_name in ('staff_session', 'staff_invitation', 'recovery_code') and column_name ~ '(token|code)' order by 1`)
    expect(rows.map(({ column }) => column)).toEqual(['recovery_code.code_hash', 'staff_invitation.token_hash', 'staff_session.csrf_token', 'staff_session.token_hash'])
  })
})

describe('locking out', () => {
  test('counts an account from an address: a stranger elsewhere uses up nothing of the office', async () => {
    const limits = createSignInLimits(room.db.pool, room.vault)
    const from = (address: string) => limits.take({ email: EMAIL, address, device: undefined })
    for (let tries = 0; tries < TRIES_PER_EMAIL; tries += 1) await from('203.0.113.7')
    await expect(from('203.0.113.7')).rejects.toMatchObject({ publicKey: 'error.too-many-tries' })
    await expect(from('198.51.100.4')).resolves.toBeUndefined()
    // A whole IPv6 network is one address.
    for (let tries = 0; tries < TRIES_PER_EMAIL; tries += 1) await from(`2001:db8:1:2::${tries + 1}`)
    await expect(from('2001:db8:1:2::ffff')).rejects.toMatchObject({ publicKey: 'error.too-many-tries' })
  })

  test('a thousand machines guess one account slowly too, and its own browser stays free', async () => {
    const limits = createSignInLimits(room.db.pool, room.vault)
    for (let tries = 0; tries < TRIES_PER_EMAIL_EVERYWHERE; tries += 1) await limits.take({ email: EMAIL, address: `10.0.${tries}.1`, device: undefined })
    await expect(limits.take({ email: EMAIL, address: '10.1.0.1', device: undefined })).rejects.toMatchObject({ publicKey: 'error.too-many-tries' })
    await expect(limits.take({ email: EMAIL, address: '10.1.0.1', device: limits.device(EMAIL) })).resolves.toBeUndefined()
  })
})

describe('a dangerous act', () => {
  test('wants password and code again after ten minutes, on every route of its kind; reading does not', async () => {
    const head = await room.signIn('head')
    await room.db.pool.query(`update staff_session set proved_at = now() - interval '11 minutes' where staff_id = $1`, [head.me.id])
    const dangerous = room.routes.filter(({ method, action }) => method !== 'get' && action !== undefined && NEEDS_PROOF.includes(action))
    expect(dangerous.length).toBeGreaterThan(7)
    for (const { method, path } of dangerous) {
      const answer = await head.raw(method.toUpperCase(), path.replace(':id', randomUUID()), { headers: { origin: room.url, 'x-csrf-token': head.me.csrfToken, 'content-type': 'application/json' }, body: '{}' })
      expect([path, answer.status, refusal(answer).key]).toEqual([path, 403, 'error.proof-needed'])
    }
    expect((await head.get('/accounts')).status).toBe(200)
    expect((await head.post('/me/proof', { password: PASSWORD })).status).toBe(200)
    expect((await head.post('/accounts', { email: 'proved@demo.local', name: 'X', role: 'analyst' })).status).toBe(200)
  })
})
