import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { network } from '../../src/network.ts'
import { SESSION_HOURS, SESSION_IDLE_MINUTES, TRIES_PER_ADDRESS, TRIES_PER_EMAIL } from '../../src/staff/index.ts'
import { cookiesOf, PASSWORD, refusal, startTestDesk, type TestDesk } from './support.ts'

const EMAIL = 'counsellor@demo.local'
let room: TestDesk
beforeAll(async () => { room = await startTestDesk() })
beforeEach(() => room.db.pool.query('delete from sign_in_try'))
afterAll(() => room.stop())

test('a sign-in answers who I am and sets cookies no script and no other site can use', async () => {
  const answer = await room.trySignIn(` ${EMAIL.toUpperCase()} `, PASSWORD)
  expect(answer.body).toMatchObject({ name: 'Hoa', role: 'counsellor', locale: 'vi' })
  for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/^desk(-device)?=[\w-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
  const { rows } = await room.db.pool.query('select token_hash from staff_session')
  expect(JSON.stringify(rows)).not.toContain(cookiesOf(answer).replace(/^desk=([^;]+).*/, '$1'))
})

test('a wrong password and an unknown e-mail are refused alike, and both are in the log', async () => {
  const wrong = await room.trySignIn(EMAIL, 'không phải')
  const unknown = await room.trySignIn('nobody@demo.local', PASSWORD)
  expect([wrong.status, refusal(wrong)]).toEqual([unknown.status, refusal(unknown)])
  expect(wrong.status).toBe(401)
  expect(await room.logged('staff.sign-in-refused', 'unknown')).toHaveLength(1)
})

test('a burst of guesses for one account gets no more tries than allowed, and the wait is told and short', async () => {
  const answers = await Promise.all(Array.from({ length: TRIES_PER_EMAIL + 10 }, () => room.trySignIn(EMAIL, 'đoán')))
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(TRIES_PER_EMAIL)
  const limited = answers.filter(({ status }) => status === 429)
  expect(limited).toHaveLength(10)
  for (const answer of limited) {
    expect(refusal(answer).key).toBe('error.too-many-tries')
    expect(refusal(answer).details['seconds']).toBeLessThanOrEqual(15 * 60)
  }
  // The right password does not get past the limit either.
  expect((await room.trySignIn(EMAIL, PASSWORD)).status).toBe(429)
})

test('strangers who try a counsellor\'s e-mail all night do not keep her out of her own browser', async () => {
  const before = cookiesOf(await room.trySignIn(EMAIL, PASSWORD))
  await Promise.all(Array.from({ length: TRIES_PER_ADDRESS + 5 }, () => room.trySignIn(EMAIL, 'đoán')))
  expect((await room.trySignIn(EMAIL, PASSWORD)).status).toBe(429)
  expect((await room.trySignIn(EMAIL, PASSWORD, before)).status).toBe(200)
})

test('a device cookie of one account opens no budget for another', async () => {
  const mine = cookiesOf(await room.trySignIn(EMAIL, PASSWORD))
  const other = 'supervisor@demo.local'
  await Promise.all(Array.from({ length: TRIES_PER_EMAIL }, () => room.trySignIn(other, 'đoán')))
  expect((await room.trySignIn(other, PASSWORD, mine)).status).toBe(429)
})

test('tries at many accounts from one address are limited together', async () => {
  const answers = await Promise.all(Array.from({ length: TRIES_PER_ADDRESS + 3 }, (_, index) => room.trySignIn(`guess${index}@demo.local`, 'x')))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(3)
})

test('who tried stands in no row as a plain hash, which a list of e-mails or addresses would undo', async () => {
  await room.trySignIn(EMAIL, 'đoán')
  const { rows } = await room.db.pool.query<{ key: string }>('select key from sign_in_try')
  expect(rows).toHaveLength(3)
  const shown = rows.map(({ key }) => key).join()
  const guesses = [EMAIL, '127.0.0.1', '::1', '::ffff:127.0.0.1', network('127.0.0.1'), network('::ffff:127.0.0.1'), network('::1')]
  for (const guess of [...guesses, ...guesses.map((address) => `${address} ${EMAIL}`)]) {
    for (const code of ['base64url', 'hex'] as const) expect(shown).not.toContain(createHash('sha256').update(guess).digest(code))
    expect(shown).not.toContain(guess)
  }
})

test('a success gives the tries back', async () => {
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(Array.from({ length: TRIES_PER_EMAIL - 1 }, () => room.trySignIn(EMAIL, 'nhầm')))
    expect((await room.trySignIn(EMAIL, PASSWORD)).status).toBe(200)
  }
})

test('signing out ends the session on the server', async () => {
  const browser = await room.signIn('counsellor')
  expect((await browser.post('/sign-out')).status).toBe(204)
  expect((await browser.get('/me')).status).toBe(401)
  expect((await room.logged('staff.sign-out', browser.me.id)).length).toBeGreaterThan(0)
})

test.each([
  ['idle', `last_seen_at = now() - interval '${SESSION_IDLE_MINUTES} minutes 1 second'`],
  ['past its end', `expires_at = now() - interval '1 second'`],
])('a session that is %s is over', async (_, change) => {
  const browser = await room.signIn('counsellor')
  await room.db.pool.query(`update staff_session set ${change} where staff_id = $1`, [browser.me.id])
  expect((await browser.get('/me')).status).toBe(401)
})

test('a living session is kept alive by use, not beyond its end', async () => {
  const browser = await room.signIn('counsellor')
  await room.db.pool.query(`update staff_session set last_seen_at = now() - interval '20 minutes' where staff_id = $1`, [browser.me.id])
  expect((await browser.get('/me')).status).toBe(200)
  const { rows } = await room.db.pool.query<{ fresh: boolean; hours: number }>(
    `select last_seen_at > now() - interval '1 minute' as fresh, extract(epoch from expires_at - created_at) / 3600 as hours from staff_session where staff_id = $1 order by created_at desc limit 1`, [browser.me.id])
  expect(rows[0]?.fresh).toBe(true)
  expect(Math.round(Number(rows[0]?.hours))).toBe(SESSION_HOURS)
})

test('F9: a deactivated account is out at its next request, and what it wrote stays with its name', async () => {
  const browser = await room.signIn('counsellor2')
  const supervisor = await room.signIn('supervisor')
  const id = await room.waiting('alo')
  await browser.post(`/conversations/${id}/claim`)
  await browser.post(`/conversations/${id}/reply`, { clientId: crypto.randomUUID(), text: 'Chào em', lastSeenSeq: 1 })
  await room.db.pool.query('update staff set active = false where id = $1', [browser.me.id])
  expect((await browser.get('/me')).status).toBe(401)
  expect((await room.trySignIn('counsellor2@demo.local', PASSWORD)).status).toBe(401)
  const { body } = await supervisor.get(`/conversations/${id}/messages`)
  expect(body).toMatchObject({ messages: [{ author: 'person' }, { author: 'staff', by: { id: browser.me.id, name: 'Nam' }, text: 'Chào em' }] })
})
