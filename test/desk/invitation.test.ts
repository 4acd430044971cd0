import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accountOutcomeSchema, begunFactorSchema } from '../../src/desk/api.ts'
import { TRIES_PER_ADDRESS } from '../../src/staff/index.ts'
import { appCode, cookiesOf, refusal, startTestDesk, type Answer, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let head: Browser
beforeAll(async () => { room = await startTestDesk() })
beforeEach(async () => {
  await room.db.pool.query('delete from sign_in_try')
  head = await room.signIn('head')
})
afterAll(() => room.stop())

const GOOD = 'sáng nay mưa rơi trên mái tôn'
let n = 0
async function invited(role = 'counsellor'): Promise<{ email: string; id: string; token: string }> {
  const email = `moi${n += 1}@demo.local`
  const { accountId, link } = accountOutcomeSchema.parse((await head.post('/accounts', { email, name: 'Mới Toanh', role })).body)
  return { email, id: accountId, token: link?.token ?? '' }
}
const door = (path: string, body: object): Promise<Answer> => room.call('POST', path, { origin: room.url, 'content-type': 'application/json' }, JSON.stringify(body))

test('a link tells whom it is for, lets them choose a password, signs them in, and is used up', async () => {
  const { email, id, token } = await invited()
  expect((await door('/invitation/read', { token })).body).toMatchObject({ email, name: 'Mới Toanh', role: 'counsellor' })
  const joined = await door('/invitation/accept', { token, password: GOOD })
  expect(joined.body).toMatchObject({ me: { id, role: 'counsellor', secondFactor: false } })
  expect((await room.call('GET', '/me', { cookie: cookiesOf(joined) })).status).toBe(200)
  for (const path of ['/invitation/read', '/invitation/accept']) {
    const again = await door(path, { token, password: GOOD })
    expect([again.status, refusal(again).key]).toEqual([404, 'error.invitation'])
  }
  expect((await room.trySignIn(email, GOOD)).status).toBe(200)
})

test('of two who use one link at the same moment, one gets in', async () => {
  const { token } = await invited()
  const answers = await Promise.all([door('/invitation/accept', { token, password: GOOD }), door('/invitation/accept', { token, password: `${GOOD} khác` })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
})

test('a link that ran out, was replaced or never given is refused alike', async () => {
  const old = await invited()
  await room.db.pool.query(`update staff_invitation set expires_at = now() - interval '1 second' where staff_id = $1`, [old.id])
  const replaced = await invited()
  const { link } = accountOutcomeSchema.parse((await head.post(`/accounts/${replaced.id}/link`)).body)
  const answers = await Promise.all([old.token, replaced.token, 'A'.repeat(43)].map((token) => door('/invitation/accept', { token, password: GOOD })))
  expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body]))).size).toBe(1)
  for (const answer of answers) expect(refusal(answer).key).toBe('error.invitation')
  expect((await door('/invitation/accept', { token: link?.token, password: GOOD })).status).toBe(200)
})

test('the database holds no link, and who was invited cannot sign in before', async () => {
  const { email, token } = await invited()
  const { rows } = await room.db.pool.query(`select encode(token_hash, 'escape') as hash, encode(token_hash, 'base64') as base from staff_invitation union all select after::text, '' from change_log where after is not null`)
  expect(JSON.stringify(rows)).not.toContain(token)
  expect((await room.trySignIn(email, '')).status).toBe(400)
  expect((await room.trySignIn(email, 'gì cũng không')).status).toBe(401)
})

test.each([['ngắn', 'error.bad-request'], ['matkhau123456', 'error.password-common'], ['moitoanh2026!', 'error.password-own']])('the password %s is refused, and the link still works', async (password, key) => {
  const { token } = await invited()
  const answer = await door('/invitation/accept', { token, password })
  expect([answer.status, refusal(answer).key]).toEqual([400, key])
  expect((await door('/invitation/accept', { token, password: GOOD })).status).toBe(200)
})

test('a link for a forgotten password does not get around the second factor, and ends what was open', async () => {
  const { email, id, token } = await invited()
  const first = await door('/invitation/accept', { token, password: GOOD })
  const browser = await room.signIn(email.split('@')[0] ?? '')
  const { secret } = begunFactorSchema.parse((await browser.post('/me/second-factor/begin')).body)
  expect((await browser.post('/me/second-factor/confirm', { code: appCode(secret) })).status).toBe(200)
  const { link } = accountOutcomeSchema.parse((await head.post(`/accounts/${id}/link`)).body)
  const answer = await door('/invitation/accept', { token: link?.token, password: `${GOOD} nữa` })
  expect([answer.status, answer.body, answer.headers.getSetCookie()]).toEqual([200, { me: null }, []])
  expect((await room.call('GET', '/me', { cookie: cookiesOf(first) })).status).toBe(401)
  expect((await browser.get('/me')).status).toBe(401)
  expect(refusal(await room.trySignIn(email, `${GOOD} nữa`)).key).toBe('error.code-needed')
})

test('links are not guessed: one address has so many tries, and only from our own pages', async () => {
  const answers = await Promise.all(Array.from({ length: TRIES_PER_ADDRESS + 3 }, (_, index) => door('/invitation/read', { token: `${index}`.padStart(43, 'x') })))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(3)
  const elsewhere = await room.call('POST', '/invitation/accept', { origin: 'https://evil.example', 'content-type': 'application/json' }, '{}')
  expect([elsewhere.status, refusal(elsewhere).key]).toEqual([403, 'error.origin'])
})

const cli = async (...words: string[]) => (await promisify(execFile)(process.execPath, ['src/staff/cli.ts', ...words], { env: { ...process.env, DATABASE_URL: room.db.url, PUBLIC_URL: 'https://langnghe.example' } })).stdout

test('the first administrator gets the same kind of link from the command line, and so does who is locked out', async () => {
  const link = async (...words: string[]) => /https:\/\/langnghe\.example\/desk\/invitation#(\S+)/.exec(await cli(...words))?.[1]
  const joined = await door('/invitation/accept', { token: await link('add', 'first@demo.local', 'Người đầu', 'administrator'), password: GOOD })
  expect(joined.body).toMatchObject({ me: { role: 'administrator', name: 'Người đầu' } })
  const first = await room.signIn('first')
  const { secret } = begunFactorSchema.parse((await first.post('/me/second-factor/begin')).body)
  await first.post('/me/second-factor/confirm', { code: appCode(secret) })
  const back = await door('/invitation/accept', { token: await link('lost-phone', 'first@demo.local'), password: `${GOOD} lại` })
  expect(back.body).toMatchObject({ me: { secondFactor: false } })
  expect(await room.logged('staff.second-factor', first.me.id)).toEqual([{ staffId: first.me.id, reason: 'on' }, { staffId: null, reason: 'off' }])
})
