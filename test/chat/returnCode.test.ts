import * as z from 'zod'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startTestChat, type TestChat } from './support.ts'

const made = z.object({ code: z.string(), until: z.iso.datetime() })
const token = z.object({ token: z.string() })
const TRIES = { address: { points: 5, duration: 900 }, all: { points: 8, duration: 3_600 } }

let chat: TestChat
beforeAll(async () => { chat = await startTestChat({ tries: TRIES }) })
afterAll(() => chat.stop())
beforeEach(async () => { await chat.db.pool.query('delete from sign_in_try') })

async function childWhoSaid(text: string) {
  const child = await chat.visitor()
  await child.say(text)
  await eventually(async () => expect((await child.read()).messages).toHaveLength(2))
  return child
}
type Child = Awaited<ReturnType<typeof childWhoSaid>>

const codeOf = async (child: Child) => made.parse((await chat.call('POST', '/return-code', { token: child.token })).body)
const tryCode = (code: string) => chat.call('POST', '/return', { body: { code } })

test('with the code the talk goes on from another device, also typed without accents, and answers reach both', async () => {
  const child = await childWhoSaid('chuyện của em')
  const { code, until } = await codeOf(child)
  expect(code).toMatch(/^(\p{L}+ ){4}\d{4}$/u)
  expect(Math.round((Date.parse(until) - Date.now()) / 86_400_000)).toBe(30)
  const plain = code.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').toUpperCase()
  const there = await chat.visitor(token.parse((await tryCode(plain)).body).token)
  expect((await there.read()).messages.map(({ text }) => text)).toEqual(['chuyện của em', 're: chuyện của em'])
  await there.say('em đang ở máy khác')
  await eventually(async () => expect((await child.read()).messages.map(({ text }) => text)).toContain('re: em đang ở máy khác'))
})

test('the database holds no code, only a keyed hash', async () => {
  const child = await childWhoSaid('giữ kín giúp em')
  const { code } = await codeOf(child)
  const { rows: [row] } = await chat.db.pool.query<{ row: string }>(`select encode(code_hash, 'escape') || r::text as row from return_code r order by created_at desc limit 1`)
  expect(row?.row).not.toContain(code.slice(-4))
  const { rows } = await chat.db.pool.query<{ code_hash: Buffer }>('select code_hash from return_code')
  expect(rows.every(({ code_hash: hash }) => hash.length === 32)).toBe(true)
})

test('a new code closes the way of the old one; the child can close it too; one that has run out opens nothing', async () => {
  const child = await childWhoSaid('em ghi mã ra giấy')
  const [first, second] = [await codeOf(child), await codeOf(child)]
  expect((await tryCode(first.code)).status).toBe(404)
  expect((await tryCode(second.code)).status).toBe(200)
  expect((await chat.call('DELETE', '/return-code', { token: child.token })).status).toBe(204)
  expect((await tryCode(second.code)).status).toBe(404)
  const third = await codeOf(child)
  await chat.db.pool.query(`update return_code set expires_at = now() - interval '1 second'`)
  expect((await tryCode(third.code)).status).toBe(404)
})

test('who has said nothing gets no code, and strangers none either', async () => {
  const silent = await chat.visitor()
  expect((await chat.call('POST', '/return-code', { token: silent.token })).status).toBe(404)
  expect((await chat.call('POST', '/return-code')).status).toBe(401)
  expect((await chat.call('DELETE', '/return-code')).status).toBe(401)
})

test('guessing meets a bound by address, which the right code does not use up and a slip of the pen does not count for', async () => {
  const { code } = await codeOf(await childWhoSaid('một'))
  for (let round = 0; round < 10; round += 1) expect((await tryCode(code)).status).toBe(200)
  for (let round = 0; round < 10; round += 1) expect((await tryCode('mèo cam sao')).status).toBe(404)
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => tryCode(`mèo cam sao lá ${1_000 + n}`)))
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  const refused = await tryCode(code)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
})

test('and one for everybody together, counted across processes and restarts', async () => {
  const other = await chat.second()
  for (let round = 0; round < 4; round += 1) {
    await tryCode(`gà vịt cá tôm ${2_000 + round}`)
    await other.call('POST', '/return', { body: { code: `gà vịt cá tôm ${3_000 + round}` } })
    await chat.db.pool.query(`delete from sign_in_try where key like 'return-address%'`)
  }
  expect((await tryCode('gà vịt cá tôm 4000')).status).toBe(429)
  expect((await other.call('POST', '/return', { body: { code: 'gà vịt cá tôm 4001' } })).status).toBe(429)
  await other.stop()
})

test('whatever is posted as a code is a clear 4xx', async () => {
  for (const body of [undefined, null, [], {}, { code: null }, { code: 5 }, { code: 'x'.repeat(101) }, { code: { a: 1 } }]) {
    expect((await chat.call('POST', '/return', { body })).status).toBe(400)
  }
})
