/** F17 (GlobaLeaks 4167): a configuration in which nobody can be called is refused, or shown in red. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'
import { centreSchema } from '../../src/directory/index.ts'
import { startAlarmRoom, type AlarmRoom } from './support.ts'

let room: AlarmRoom
beforeAll(async () => { room = await startAlarmRoom() })
beforeEach(() => room.clear())
afterAll(() => room.stop())

const PRODUCTION = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://db/langnghe', MASTER_KEY: Buffer.alloc(32, 1).toString('base64'), PUBLIC_URL: 'https://langnghe.example.vn' }
const SECRET = 'x'.repeat(32)

function sentences(settings: Record<string, string>): readonly string[] {
  try {
    readConfig(settings)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences
    throw error
  }
}

test('F17: in production a service that can call nobody does not start, and says so in one sentence', () => {
  const [sentence, ...others] = sentences(PRODUCTION)
  expect(sentence).toMatch(/SMTP_URL.*ALARM_HOOK_URL.*missing/)
  expect(others).toEqual([])
  // A push may be lost without a word: it is no path to rely on.
  expect(sentences({ ...PRODUCTION, VAPID_PUBLIC_KEY: 'a', VAPID_PRIVATE_KEY: 'b' })).toHaveLength(1)
  expect(sentences({ ...PRODUCTION, SMTP_URL: 'smtps://user:pass@mail.example.vn', ALARM_MAIL_FROM: 'Trực <truc@example.vn>' })).toEqual([])
  expect(sentences({ ...PRODUCTION, ALARM_HOOK_URL: 'https://sms.example.vn/in', ALARM_HOOK_SECRET: SECRET })).toEqual([])
  expect(sentences({})).toEqual([])
})

test.each([
  [{ SMTP_URL: 'smtp://mail.example.vn' }, 'ALARM_MAIL_FROM'],
  [{ ALARM_HOOK_URL: 'https://sms.example.vn/in' }, 'ALARM_HOOK_SECRET'],
  [{ VAPID_PUBLIC_KEY: 'a' }, 'VAPID_PRIVATE_KEY'],
])('F17: half a path (%o) is refused, naming %s', (settings, missing) => {
  expect(sentences(settings)).toEqual([expect.stringMatching(new RegExp(`^${missing} is missing`))])
})

test.each([
  [{ ALARM_HOOK_URL: 'http://sms.example.vn/in', ALARM_HOOK_SECRET: SECRET }, 'ALARM_HOOK_URL'],
  [{ ALARM_HOOK_URL: 'https://sms.example.vn/in', ALARM_HOOK_SECRET: 'short' }, 'ALARM_HOOK_SECRET'],
  [{ SMTP_URL: 'https://mail.example.vn', ALARM_MAIL_FROM: 'a@b.vn' }, 'SMTP_URL'],
  [{ SMTP_URL: 'smtp://mail.example.vn', ALARM_MAIL_FROM: 'nobody' }, 'ALARM_MAIL_FROM'],
])('F17: an unusable path (%o) is refused, naming %s', (settings, named) => {
  expect(sentences({ ...PRODUCTION, ...settings })).toEqual([expect.stringContaining(`${named} is not usable`)])
})

test('F17: a Centre without an emergency number is refused when it is saved', () => {
  const centre = room.desk.centre()
  expect(centreSchema.safeParse(centre).success).toBe(true)
  for (const name of ['police', 'child111', 'ambulance'] as const) {
    expect(centreSchema.safeParse({ ...centre, numbers: { ...centre.numbers, [name]: undefined } }).success, name).toBe(false)
  }
})

test('F17: an empty list of who is on duty is red before anybody is in danger; a deputy alone does not make it green', async () => {
  expect((await room.health(['mail'])).problems).toEqual(['nobody-on-duty'])
  await room.onShift('counsellor2', 'deputy')
  expect((await room.health(['mail'])).problems).toEqual(['nobody-on-duty'])
  await room.onShift('counsellor', 'on-call')
  expect((await room.health(['mail'])).problems).toEqual([])
})
