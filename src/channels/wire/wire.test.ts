import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitText } from '../../conversation/index.ts'
import { parseJson, readTime, withPlainButtons } from './index.ts'

const now = new Date('2026-11-23T03:00:00Z')

describe('a platform’s time', () => {
  test.each<[string | number | undefined | null, string]>([
    [1_795_400_000_000, '2026-11-23T02:13:20.000Z'],
    ['1795400000000', '2026-11-23T02:13:20.000Z'],
    [1_795_400_000, '2026-11-23T02:13:20.000Z'],
    ['1795400000', '2026-11-23T02:13:20.000Z'],
    ['154390853474', '2018-12-04T07:28:54.740Z'],
    ['15503500848', '2019-02-16T20:48:04.800Z'],
    [1_795_400_000_000_000, '2026-11-23T02:13:20.000Z'],
    [undefined, now.toISOString()],
    [null, now.toISOString()],
    ['', now.toISOString()],
    ['soon', now.toISOString()],
    [0, now.toISOString()],
    [-5, now.toISOString()],
    [Number.NaN, now.toISOString()],
    ['9999999999999', now.toISOString()],
    ['1000000000000', now.toISOString()],
  ])('%s', (value, expected) => {
    expect(readTime(value, now).toISOString()).toBe(expected)
  })
})

describe('JSON', () => {
  test('an integer beyond 2^53 keeps its digits, others stay numbers', () => {
    expect(parseJson(Buffer.from('{"a":3000000000000000003,"b":[-9007199254740993],"c":5,"d":1.5,"e":"1"}'))).toEqual({ value: { a: '3000000000000000003', b: ['-9007199254740993'], c: 5, d: 1.5, e: '1' } })
  })
  test.each(['', '{', 'nonsense', '['.repeat(300_000)])('%#: what is none is undefined, not an error', (text) => {
    expect(parseJson(Buffer.from(text))).toBeUndefined()
  })
})

describe('a text split at a limit', () => {
  test('breaks after a sentence', () => {
    expect(splitText('Chào em. Chị ở đây với em.', 20)).toEqual(['Chào em.', 'Chị ở đây với em.'])
  })
  test('rather after a paragraph', () => {
    expect(splitText('Một. Hai.\n\nBa bốn năm. Sáu bảy tám.', 24)).toEqual(['Một. Hai.', 'Ba bốn năm. Sáu bảy tám.'])
  })
  test('and between words where there is no sentence', () => {
    expect(splitText('một hai ba bốn', 8)).toEqual(['một hai', 'ba bốn'])
  })
  test('never inside an emoji', () => {
    expect(splitText('😢😢😢', 3)).toEqual(['😢', '😢', '😢'])
  })
  test('nothing is nothing', () => {
    expect(splitText('  \n ', 5)).toEqual([])
  })
  test('no piece is empty or too long, and no word is lost', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'ế', ' ', '.', '!', '\n', '😢', '\t'), maxLength: 200 }), fc.integer({ min: 2, max: 40 }), (text, limit) => {
      const pieces = splitText(text, limit)
      expect(pieces.every((piece) => piece.length > 0 && piece.length <= limit)).toBe(true)
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.normalize('NFC').replace(/\s/g, ''))
    }), { numRuns: 2000 })
  })
})

test('buttons as text: choices numbered, phone numbers on lines of their own', () => {
  const buttons = [{ title: 'Gọi 111', payload: 'p', phone: '111' }, { title: 'Có', payload: 'y' }, { title: 'Gọi trung tâm', payload: 'c', phone: '0236 3550 111' }, { title: 'Không', payload: 'n' }]
  expect(withPlainButtons('Em có an toàn không?', buttons)).toBe('Em có an toàn không?\n1. Có\n2. Không\nGọi 111\nGọi trung tâm: 0236 3550 111')
})
