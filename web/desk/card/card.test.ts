import { expect, test } from 'vitest'
import type { EvidenceMark } from '../../../src/desk/api.ts'
import { translate, translateMaybe } from '../language/words.ts'
import { factWords } from './factWords.ts'
import { strongestOfEach } from './strongestOfEach.ts'

const words = {
  t: (...[key, params]: [Parameters<typeof translate>[1], Parameters<typeof translate>[2]?]) => translate('vi', key, params),
  maybe: (key: string) => translateMaybe('vi', key),
}

test('an unknown fact reads "chưa rõ", never "không" (safeguarding §2.6)', () => {
  for (const status of ['unknown', 'not-asked'] as const) {
    const shown = factWords({ name: 'injured', status, value: null }, words)
    expect(shown).toContain('chưa rõ')
    expect(shown).not.toContain('không')
  }
  expect(factWords({ name: 'injured', status: 'value', value: null }, words)).toBe('chưa rõ')
})

test('known facts read as words', () => {
  expect(factWords({ name: 'injured', status: 'value', value: false }, words)).toBe('không')
  expect(factWords({ name: 'age', status: 'value', value: 12 }, words)).toBe('12 tuổi')
  expect(factWords({ name: 'who', status: 'value', value: 'stepfather' }, words)).toBe('cha dượng')
  expect(factWords({ name: 'place', status: 'value', value: 'Thăng Bình' }, words)).toBe('Thăng Bình')
  expect(factWords({ name: 'injured', status: 'declined', value: null }, words)).toBe('không muốn nói')
})

test('each sign stands once at its gravest, the gravest first', () => {
  const mark = (cue: string, level: EvidenceMark['level'], seq: number): EvidenceMark => ({ messageId: `${seq}`, seq, start: 0, end: 1, cue, level })
  const signs = strongestOfEach([mark('beaten', 'medium', 1), mark('weapon', 'emergency', 5), mark('beaten', 'high', 7)])
  expect(signs.map(({ cue, level, seq }) => [cue, level, seq])).toEqual([['weapon', 'emergency', 5], ['beaten', 'high', 7]])
})
