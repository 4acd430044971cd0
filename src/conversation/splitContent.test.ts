import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitContent } from './splitContent.ts'

const sentence = 'Chị ở đây nghe em kể, em cứ viết từ từ nhé. '
const long = sentence.repeat(100)

test('what fits stays one, and the web takes any length', () => {
  expect(splitContent('zalo', { text: 'Chào em.', key: 'hello' })).toEqual([{ text: 'Chào em.', key: 'hello' }])
  expect(splitContent('web', { text: long })).toEqual([{ text: long }])
})

test('a long text breaks after sentences, in order, with nothing lost', () => {
  const pieces = splitContent('messenger', { text: long })
  expect(pieces).toHaveLength(3)
  for (const { text } of pieces) expect(text).toMatch(/nhé\.$/)
  expect(pieces.map(({ text }) => text).join(' ')).toBe(long.trim())
})

test('buttons stand under the last piece only, with room to be printed', () => {
  const buttons = [{ title: 'Em muốn nói với người thật', payload: 'human' }, { title: 'Gọi 111', payload: 'call', phone: '111' }]
  const pieces = splitContent('zalo', { text: 'a'.repeat(1990), buttons })
  expect(pieces.map((piece) => piece.buttons)).toEqual([undefined, buttons])
  const printed = `${pieces[1]?.text}\n1. ${buttons[0]?.title}\n${buttons[1]?.title}: 111`
  expect(printed.length).toBeLessThanOrEqual(2000)
})

test('no piece is longer than its channel takes, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 0, maxLength: 9000 }), (text) => {
    for (const piece of splitContent('zalo', { text })) expect(piece.text.normalize('NFC').length).toBeLessThanOrEqual(2000)
  }), { numRuns: 40 })
})
