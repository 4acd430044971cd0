import { expect, test } from 'vitest'
import { REFERRAL_ACTS } from '../../../src/cases/referralFlow.ts'
import { CONTACT_VIA } from '../../../src/cases/referrals.ts'
import { TASK_KINDS as STORED_TASKS } from '../../../src/cases/tasks.ts'
import { BODY_KINDS as STORED_BODIES } from '../../../src/directory/index.ts'
import { DIMENSIONS, isDimension } from '../../../src/reports/dimensions.ts'
import { codeWords } from '../reports/dimensions.ts'
import { labelOf } from '../../../src/reports/labels.ts'
import { readLocales } from '../../../src/locales.ts'
import { translateMaybe } from '../language/words.ts'
import { answerWords, BODY_KINDS, caseWord, DIMENSION_NAMES, TASK_KINDS } from './caseWords.ts'

test('the lists read from labels hold what the server takes, no more and no less', () => {
  expect(TASK_KINDS.toSorted()).toEqual([...STORED_TASKS].toSorted())
  expect(BODY_KINDS.toSorted()).toEqual([...STORED_BODIES].toSorted())
  expect(DIMENSION_NAMES.toSorted()).toEqual(Object.keys(DIMENSIONS).toSorted())
})

test('every act on a referral and every way of contact has its words', () => {
  const keys = [...REFERRAL_ACTS.map((one) => `referralAct.${one}`), ...CONTACT_VIA.map((one) => `contactVia.${one}`)]
  expect(keys.filter((key) => translateMaybe('vi', key) === undefined)).toEqual([])
})

test('a figure on screen is called what the file calls it', async () => {
  const locales = await readLocales()
  const codes: Record<string, string> = { urgency: 'high', commune: '20767', kept: 'emergency', referred: 'so-y-te', sex: 'female', ageBand: '6-10', category: 'A1', group111: 'boc-lot', state: 'following', relation: 'unknown' }
  for (const [name, code] of Object.entries(codes)) if (isDimension(name)) expect(codeWords('vi', name, code), name).toBe(labelOf(locales, 'vi', name, code))
})

test('a field says its value, or why there is none, each in its own words', () => {
  const words = (['unknown', 'declined', 'not-asked'] as const).map((status) => answerWords('vi', { kind: 'text' }, { status }))
  expect(words).toEqual(['chưa rõ', 'đã hỏi, không muốn nói', 'chưa hỏi'])
  expect(answerWords('vi', { kind: 'choice', list: 'sex' }, { status: 'value', value: 'female' })).toBe('Nữ')
  expect(answerWords('vi', { kind: 'date' }, { status: 'value', value: '2016-03-02' })).toBe('02/03/2016')
  expect(answerWords('vi', { kind: 'commune' }, { status: 'value', value: '20767' })).toBe('xã Việt An')
  expect(caseWord('en', 'event.followed-up.day')).not.toBe('day')
})
