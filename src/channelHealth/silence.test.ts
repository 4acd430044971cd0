import { expect, test } from 'vitest'
import { expectedBetween, isSilent } from './silence.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
/** Four an hour from 7 to 22, none at night. */
const hourly = Array.from({ length: 24 }, (_, hour) => (hour >= 7 && hour < 22 ? 4 : 0))
const at = (time: string) => new Date(`2026-11-23T${time}:00+07:00`)

test('a night is no silence', () => {
  expect(isSilent(hourly, at('21:50'), new Date('2026-11-24T07:00:00+07:00'), ZONE)).toBe(false)
})
test('two hours without a word in the afternoon are', () => {
  expect(expectedBetween(hourly, at('14:00'), at('16:00'), ZONE)).toBeCloseTo(8)
  expect(isSilent(hourly, at('14:00'), at('15:30'), ZONE)).toBe(false)
  expect(isSilent(hourly, at('14:00'), at('15:50'), ZONE)).toBe(true)
})
test('a channel that seldom speaks is given days, and one that never spoke is not silent', () => {
  const rare = hourly.map((n) => n / 100)
  expect(isSilent(rare, at('08:00'), new Date('2026-11-25T08:00:00+07:00'), ZONE)).toBe(false)
  expect(isSilent(hourly, null, at('16:00'), ZONE)).toBe(false)
})
