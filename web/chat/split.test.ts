import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST, splitText } from './split.ts'

const words = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('em', 'sợ. ', '\n', 'ế', '😢')), { maxLength: 400 }).map((parts) => parts.join(' '))

test('nothing written is lost or too long, whatever it is', () => {
  fc.assert(fc.property(words, fc.integer({ min: 10, max: 60 }), (text, longest) => {
    const parts = splitText(text, longest)
    expect(parts.every((part) => part !== '' && part.length <= longest && part.isWellFormed() === text.isWellFormed())).toBe(true)
    const bare = (value: string) => value.normalize('NFC').replace(/\s+/g, '')
    expect(bare(parts.join(' '))).toBe(bare(text))
  }))
})

test('a short text stays one message, blank is none', () => {
  expect(splitText('  em sợ  ')).toEqual(['em sợ'])
  expect(splitText(' \n ')).toEqual([])
  expect(splitText('a'.repeat(LONGEST))).toHaveLength(1)
})

test('it is cut where a sentence ends', () => {
  expect(splitText('Em ở nhà một mình. Em sợ lắm.', 24)).toEqual(['Em ở nhà một mình.', 'Em sợ lắm.'])
})
