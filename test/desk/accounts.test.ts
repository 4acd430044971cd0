import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountsSchema } from '../../src/desk/api.ts'
import { PASSWORD, refusal, startTestDesk, type Browser, type TestDesk } from './support.ts'

let room: TestDesk
let admin: Browser
beforeAll(async () => {
  room = await startTestDesk()
  admin = await room.signIn('admin')
})
afterAll(() => room.stop())

async function add(email: string, role: string): Promise<string> {
  const answer = await admin.post('/accounts', { email, name: 'Bích', role, password: 'một mật khẩu dài' })
  expect(answer.status).toBe(200)
  return JSON.parse(JSON.stringify(answer.body)).id
}

test('an administrator makes an account that can sign in; the same e-mail has no second one', async () => {
  const id = await add('bich@demo.local', 'counsellor')
  expect((await room.trySignIn('bich@demo.local', 'một mật khẩu dài')).status).toBe(200)
  const again = await admin.post('/accounts', { email: 'BICH@demo.local', name: 'B', role: 'analyst', password: 'một mật khẩu dài' })
  expect([again.status, refusal(again).key]).toEqual([409, 'error.email-taken'])
  expect((await admin.post('/accounts', { email: 'c@demo.local', name: 'C', role: 'analyst', password: 'ngắn' })).status).toBe(400)
  expect(await room.logged('staff.create', id)).toEqual([{ staffId: admin.me.id, reason: 'counsellor' }])
  const { accounts } = accountsSchema.parse((await admin.get('/accounts')).body)
  expect(accounts.find((one) => one.id === id)).toMatchObject({ email: 'bich@demo.local', name: 'Bích', active: true })
  expect(JSON.stringify(accounts)).not.toContain('argon2')
})

test('a changed role or a closed account is signed out at once', async () => {
  const id = await add('an@demo.local', 'counsellor')
  for (const change of [{ role: 'analyst' }, { active: false }]) {
    await room.db.pool.query(`update staff set role = 'counsellor' where id = $1`, [id])
    const answer = await room.trySignIn('an@demo.local', 'một mật khẩu dài')
    expect(answer.status).toBe(200)
    expect((await admin.post(`/accounts/${id}/change`, change)).status).toBe(200)
    expect((await room.db.pool.query('select 1 from staff_session where staff_id = $1', [id])).rowCount).toBe(0)
  }
  expect((await room.trySignIn('an@demo.local', 'một mật khẩu dài')).status).toBe(401)
  expect((await admin.post(`/accounts/${id}/change`, { active: true })).status).toBe(200)
  expect((await room.trySignIn('an@demo.local', 'một mật khẩu dài')).status).toBe(200)
})

test('two administrators who close each other at the same moment leave one', async () => {
  const second = await add('admin2@demo.local', 'administrator')
  const head = await room.signIn('head')
  const answers = await Promise.all([admin.me.id, second].map((id) => head.post(`/accounts/${id}/change`, { active: false })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(answers.filter(({ status }) => status === 409).map((answer) => refusal(answer).key)).toEqual(['error.last-administrator'])
  await room.db.pool.query(`update staff set active = true where role = 'administrator'`)
  admin = await room.signIn('admin')
})

test('a new password from the administrator ends the sessions; one\'s own needs the old one and keeps this session', async () => {
  const hoa = await room.signIn('counsellor')
  const elsewhere = await room.signIn('counsellor')
  const wrong = await hoa.post('/me/password', { current: 'không phải', next: 'mật khẩu mới dài' })
  expect([wrong.status, refusal(wrong).key]).toEqual([403, 'error.wrong-password'])
  expect((await hoa.post('/me/password', { current: PASSWORD, next: 'mật khẩu mới dài' })).status).toBe(200)
  expect([(await hoa.get('/me')).status, (await elsewhere.get('/me')).status]).toEqual([200, 401])
  expect((await admin.post(`/accounts/${hoa.me.id}/password`, { password: PASSWORD })).status).toBe(200)
  expect((await hoa.get('/me')).status).toBe(401)
  expect((await room.trySignIn('counsellor@demo.local', PASSWORD)).status).toBe(200)
})

test('the first account of a new Centre is made on the command line, and its password shown once', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/staff/cli.ts', 'add', 'first@demo.local', 'Người đầu', 'administrator'], { env: { ...process.env, DATABASE_URL: room.db.url } })
  const password = /password: (\S+)/.exec(stdout)?.[1] ?? ''
  expect((await room.trySignIn('first@demo.local', password)).body).toMatchObject({ role: 'administrator', name: 'Người đầu' })
})
