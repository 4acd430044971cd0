import { expect, test } from 'vitest'
import { translate } from '../language/words.ts'
import type { WordKey, WordParams } from '../language/words.ts'
import { serverNow, setServerTime } from './clock.ts'
import { dayAndTime, dayKey } from './dates.ts'
import { countdown, durationWords } from './duration.ts'

const vi = (key: WordKey, params?: WordParams) => translate('vi', key, params)

test.each([
  [-5, '0 giây'], [45_000, '45 giây'], [3 * 60_000, '3 phút'], [(2 * 60 + 5) * 60_000, '2 giờ 05'], [3 * 86_400_000, '3 ngày'],
])('%i ms is "%s"', (ms, words) => {
  expect(durationWords(ms, vi)).toBe(words)
})

test('a countdown shows hours only when there are any, and counts up past the end', () => {
  expect(countdown(245_000)).toBe('4:05')
  expect(countdown(12 * 3600_000 - 1000)).toBe('11:59:59')
  expect(countdown(-61_000)).toBe('1:01')
})

test('days and times are those of the Centre, wherever the laptop is', () => {
  expect(dayAndTime('2026-11-25T17:30:00Z', 'vi')).toBe('26/11, 00:30')
  expect(dayKey('2026-11-25T16:59:59Z')).toBe('2026-11-25')
  expect(dayKey('2026-11-25T17:00:00Z')).toBe('2026-11-26')
})

test('a wrong laptop clock is corrected by the server\'s', () => {
  const received = Date.now()
  setServerTime(new Date(received + 600_000).toISOString(), received)
  expect(serverNow() - Date.now()).toBeGreaterThan(599_000)
  setServerTime(new Date(received).toISOString(), received)
})
