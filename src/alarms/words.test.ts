import { expect, test } from 'vitest'
import { readLocales, type Nested } from '../locales.ts'

const locales = await readLocales()

/** The sentence as written: rendered, an unfilled hole is gone. */
function written(language: 'vi' | 'en', room: string, key: string): string {
  const found = key.split('.').reduce<string | Nested | undefined>((tree, part) => (typeof tree === 'object' ? tree[part] : undefined), locales.room(language, room))
  return typeof found === 'string' ? found : ''
}

const keysOf = (tree: Nested): string[] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [key] : keysOf(value).map((inner) => `${key}.${inner}`)))
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test.each(['alarms', 'push'])('%s: both languages have the same sentences with the same holes', (room) => {
  const keys = keysOf(locales.room('vi', room))
  expect(keysOf(locales.room('en', room))).toEqual(keys)
  for (const key of keys) {
    expect(holes(written('en', room, key)), key).toEqual(holes(written('vi', room, key)))
  }
})

test('what a person is told after a breach is short enough for a ten-year-old (safeguarding §2.7)', () => {
  const line = locales.text('vi', 'alarms', 'person.nobodyYet', { police: '113', child111: '111', ambulance: '115' })
  const sentences = line.split(/(?<=[.!?])\s+/)
  expect(sentences.length).toBeLessThanOrEqual(3)
  for (const sentence of sentences) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(12)
  for (const number of ['113', '111', '115']) expect(line).toContain(number)
})

test('a call has room for a level, a link and an opaque number, and for nothing else', () => {
  for (const language of ['vi', 'en'] as const) {
    for (const kind of ['duty', 'nobody', 'test']) {
      for (const part of ['subject', 'text']) {
        const allowed = new Set(['level', 'link', 'alarm'])
        const text = written(language, 'alarms', `call.${kind}.${part}`)
        expect(text).not.toBe('')
        expect(holes(text).filter((hole) => !allowed.has(hole ?? '')), kind).toEqual([])
      }
    }
  }
})
