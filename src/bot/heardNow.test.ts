import { describe, expect, test } from 'vitest'
import { assess, isAtLeast } from '../triage/index.ts'
import { heardNow } from './heardNow.ts'
import type { Work } from './work.ts'

/** What is heard in the last of these messages. */
function heardInLast(...texts: string[]) {
  const message: Work['message'] = { id: 'm', seq: texts.length, kind: 'text', content: { text: texts.at(-1) ?? '' }, saidAt: new Date(), open: true }
  return heardNow({ message, assessment: assess(texts.map((text) => ({ text }))) })
}

describe('what is heard in this very message', () => {
  // Heard by the learned reader alone: its evidence is marked once, where the level rose.
  const danger = 'từ bữa qua tới chừ con chưa ăn chi, nhà không còn cái chi để nấu'
  test('danger said a second time is heard a second time', () => {
    expect(isAtLeast(heardInLast(danger), 'high')).toBe(true)
    expect(isAtLeast(heardInLast(danger, 'dạ con cảm ơn cô', danger), 'high')).toBe(true)
  })
  test('thanks after danger are no danger', () => expect(heardInLast(danger, 'dạ con cảm ơn cô')).toBe('info'))
  test('without a message nothing is heard', () => expect(heardNow({ message: undefined, assessment: undefined })).toBe('info'))
})
