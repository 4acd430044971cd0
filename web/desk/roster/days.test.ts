import { expect, test } from 'vitest'
import type { Roster } from '../../../src/desk/api.ts'
import { fromLocalInput, localInput } from '../time/localInput.ts'
import { midnight, rosterDays } from './days.ts'

const shift = (id: string, from: string, to: string): Roster['shifts'][number] => ({ id, staffId: id, name: id, kind: 'duty', from, to })

test('the roster\'s days are the Centre\'s, and what began before stands on the first', () => {
  const from = midnight(Date.parse('2026-11-25T18:30:00Z'))
  expect(from).toBe('2026-11-26T00:00:00+07:00')
  const days = rosterDays({
    shifts: [
      shift('late', '2026-11-26T15:00:00Z', '2026-11-26T23:00:00Z'),
      shift('night', '2026-11-25T14:00:00Z', '2026-11-26T00:00:00Z'),
      shift('next', '2026-11-26T18:00:00Z', '2026-11-27T00:00:00Z'),
    ],
    gaps: [{ kind: 'on-call', from: '2026-11-26T17:30:00Z', to: '2026-11-27T00:00:00Z' }],
    holidays: ['2026-11-27'],
  }, from, 2)
  expect(days.map(({ key, shifts, gaps, holiday }) => [key, shifts.map(({ id }) => id), gaps.length, holiday])).toEqual([
    ['2026-11-26', ['night', 'late'], 0, false],
    ['2026-11-27', ['next'], 1, true],
  ])
})

test('a moment survives the form field', () => {
  const ms = Date.parse('2026-11-25T18:30:00Z')
  expect(localInput(ms)).toBe('2026-11-26T01:30')
  expect(Date.parse(fromLocalInput(localInput(ms)))).toBe(ms)
})
