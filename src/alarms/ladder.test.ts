import { expect, test } from 'vitest'
import { ACKNOWLEDGE_MINUTES, LADDERS, stepAt } from './ladder.ts'
import { URGENCIES } from '../triage/index.ts'

test('an emergency calls duty at once, the deputy after 2 minutes, the head after 5, and is a breach after 10', () => {
  expect(LADDERS.emergency.steps).toEqual([
    { after: 0, who: 'duty' }, { after: 2, who: 'deputy' }, { after: 5, who: 'head' }, { after: 10, who: 'everyone', breach: true },
  ])
  expect(LADDERS.emergency.together).toBeGreaterThanOrEqual(2)
})

test('high has climbed past the duty before its 15 minutes to be acknowledged are over', () => {
  expect(LADDERS.high.steps[1]?.after).toBeLessThan(ACKNOWLEDGE_MINUTES.high)
  expect(LADDERS.high.steps[2]?.after).toBeLessThanOrEqual(ACKNOWLEDGE_MINUTES.high)
})

test.each(URGENCIES)('the ladder of %s begins at once, only climbs, and never ends by itself', (level) => {
  const minutes = Array.from({ length: 20 }, (_, number) => stepAt(level, number).after)
  expect(minutes[0]).toBe(0)
  expect(minutes.every((after, index) => index === 0 || after > (minutes[index - 1] ?? 0))).toBe(true)
  expect(stepAt(level, 19).who).toBe('everyone')
})
