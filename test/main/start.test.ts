import { expect, test } from 'vitest'
import { DEMO_PASSWORD, spawnMain, startMain, type MainProcess } from '../support/mainProcess.ts'
import { temporaryDirectory } from '../support/runningService.ts'
import { eventually } from '../support/eventually.ts'

async function visitor(url: string): Promise<string> {
  const answer = await fetch(`${url}/chat/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  return field(await answer.json(), 'token')
}

function field(value: unknown, name: string): string {
  if (typeof value === 'object' && value !== null && name in value) return String(Reflect.get(value, name))
  throw new Error(`no ${name}`)
}

async function say(url: string, token: string, text: string, clientId: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  return (await fetch(`${url}/chat/api/messages`, { method: 'POST', headers, body: JSON.stringify({ clientId, text }) })).status
}

async function said(url: string, token: string): Promise<{ author: string; text: string }[]> {
  const answer: unknown = await (await fetch(`${url}/chat/api/messages`, { headers: { authorization: `Bearer ${token}` } })).json()
  if (typeof answer !== 'object' || answer === null || !('messages' in answer) || !Array.isArray(answer.messages)) throw new Error('no messages')
  return answer.messages.map((message: unknown) => ({ author: field(message, 'author'), text: field(message, 'text') }))
}

async function signInStatus(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: url }
  const body = JSON.stringify({ email: 'counsellor@demo.local', password: DEMO_PASSWORD })
  return (await fetch(`${url}/desk/api/sign-in`, { method: 'POST', headers, body })).status
}

test('a bare start serves chat, desk and simulator; a stop ends cleanly; a restart, also after kill -9, keeps everything', async () => {
  const directory = await temporaryDirectory()
  const first = await startMain(directory)
  expect(first.output()).toMatch(/\/chat[\s\S]*\/desk[\s\S]*\/simulator/)
  for (const path of ['/', '/chat', '/desk', '/simulator', '/healthz', '/readyz', '/metrics']) expect((await fetch(first.url + path)).status, path).toBe(200)
  const token = await visitor(first.url)
  expect(await say(first.url, token, 'em chào ạ', 'client-id-0001')).toBeLessThan(300)
  await eventually(async () => expect((await said(first.url, token)).map((one) => one.author)).toEqual(['person', 'bot']))
  expect(await first.stop()).toBe('0')

  const second = await startMain(directory)
  expect(await signInStatus(second.url)).toBe(200)
  expect((await said(second.url, token)).map((one) => one.author)).toEqual(['person', 'bot'])
  second.child.kill('SIGKILL')
  await second.ended

  const third = await startMain(directory)
  await continues(third, token)
  expect(await third.stop()).toBe('0')
})

async function continues(main: MainProcess, token: string): Promise<void> {
  expect(await say(main.url, token, 'em hỏi giờ làm việc', 'client-id-0002')).toBeLessThan(300)
  await eventually(async () => expect((await said(main.url, token)).map((one) => one.author)).toEqual(['person', 'bot', 'person', 'bot']))
  const texts = (await said(main.url, token)).filter((one) => one.author === 'bot').map((one) => one.text)
  expect(new Set(texts).size).toBe(2)
}

test.each(['DATABASE_URL', 'MASTER_KEY', 'PUBLIC_URL'])('in production a missing %s stops the start with one clear sentence naming it', async (name) => {
  const all = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', MASTER_KEY: Buffer.alloc(32, 1).toString('base64'), PUBLIC_URL: 'https://langnghe.example.vn' }
  const run = spawnMain({ ...all, [name]: '' })
  expect(await run.ended).toBe('1')
  const sentences = run.output().trim().split('\n').filter((line) => line.includes(name))
  expect(sentences).toHaveLength(1)
  expect(sentences[0]).toMatch(/missing: set it to/)
})

test('a channel with half its secrets stops the start, naming what is missing', async () => {
  const run = spawnMain({ MESSENGER_PAGE_ID: '1', MESSENGER_APP_SECRET: 's', DATA_DIR: await temporaryDirectory() })
  expect(await run.ended).toBe('1')
  expect(run.output()).toMatch(/MESSENGER_VERIFY_TOKEN is missing/)
})
