import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Message, Note, UrgencyChange } from '../../../src/desk/api.ts'
import { markText } from './markText.ts'
import { gapAfter, mergeMessages } from './mergeMessages.ts'
import { transcriptItems } from './transcriptItems.ts'

const T0 = Date.parse('2026-11-25T20:00:00+07:00')
const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString()

function said(seq: number, author: Message['author'], more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`, seq, direction: author === 'person' ? 'in' : 'out', author, by: null, kind: 'text', text: `${seq}`, buttons: [],
    key: null, attachments: 0, at: at(seq), unsent: false, status: null, errorCode: null, clientId: null, evidence: [], ...more,
  }
}
const note = (minutes: number): Note => ({ id: `${minutes}`, by: { id: 'x', name: 'Lan' }, text: 'n', whisper: false, contact: null, at: at(minutes) })
const change = (minutes: number): UrgencyChange => ({ from: 'info', to: 'high', by: null, reason: null, cues: [], at: at(minutes) })
const kinds = (items: ReturnType<typeof transcriptItems>) => items.map(({ kind }) => kind)

test('pages in any order and any overlap give each message once, in rising seq (F18)', () => {
  fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }), { maxLength: 8 }), (pages) => {
    let held = { messages: [] as Message[], more: false }
    for (const page of pages) held = { ...held, messages: mergeMessages(held, { messages: page.map((seq) => said(seq, 'person')) }) }
    const wanted = [...new Set(pages.flat())].sort((a, b) => a - b)
    expect(held.messages.map(({ seq }) => seq)).toEqual(wanted)
  }))
})

test('a newer reading replaces the status of a message that is held', () => {
  const held = { messages: [said(1, 'staff', { status: 'sent' })], more: false }
  expect(mergeMessages(held, { messages: [said(1, 'staff', { status: 'read' })] })[0]?.status).toBe('read')
})

test('a gap after a long absence is noticed, touching pages have none', () => {
  const held = { messages: [said(1, 'person'), said(2, 'person')], more: false }
  expect(gapAfter(held, { messages: [said(60, 'person')] })).toBe(2)
  expect(gapAfter(held, { messages: [said(3, 'person')] })).toBeUndefined()
  expect(gapAfter(undefined, { messages: [said(60, 'person')] })).toBeUndefined()
})

test('what the machine said in a row is one fold; the person is never folded', () => {
  const messages = [said(1, 'bot'), said(2, 'bot'), said(3, 'person'), said(4, 'bot'), said(5, 'staff')]
  const items = transcriptItems({ messages, notes: [], changes: [], more: false })
  expect(kinds(items)).toEqual(['day', 'bot', 'message', 'bot', 'message'])
  expect(items[1]?.kind === 'bot' && items[1].messages.map(({ seq }) => seq)).toEqual([1, 2])
})

test('notes and changes of level stand where they happened, messages keep their seq even with a wrong clock', () => {
  const messages = [said(1, 'person'), said(2, 'person', { at: at(0) }), said(3, 'person', { at: at(9) })]
  const items = transcriptItems({ messages, notes: [note(8)], changes: [change(1.5)], more: false })
  expect(items.flatMap((item) => (item.kind === 'message' ? [item.message.seq] : []))).toEqual([1, 2, 3])
  expect(kinds(items)).toEqual(['day', 'message', 'message', 'level', 'note', 'message'])
})

test('a new day of the Centre draws a line, at Vietnamese midnight', () => {
  const messages = [said(1, 'person', { at: '2026-11-25T16:59:00Z' }), said(2, 'person', { at: '2026-11-25T17:01:00Z' })]
  expect(kinds(transcriptItems({ messages, notes: [], changes: [], more: false }))).toEqual(['day', 'message', 'day', 'message'])
})

test('while earlier messages are not loaded, older notes wait for them', () => {
  const items = transcriptItems({ messages: [said(60, 'person')], notes: [note(1), note(61)], changes: [], more: true })
  expect(kinds(items)).toEqual(['day', 'message', 'note'])
})

test('marked pieces joined are the text again, whatever the marks', () => {
  const mark = fc.record({ start: fc.integer({ min: -2, max: 30 }), end: fc.integer({ min: -2, max: 30 }), cue: fc.constant('c'), level: fc.constantFrom('low' as const, 'emergency' as const) })
  fc.assert(fc.property(fc.string({ maxLength: 25 }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
    expect(markText(text, marks).map((piece) => piece.text).join('')).toBe(text)
  }))
})

test('where marks overlap the piece carries both reasons and the higher level', () => {
  const pieces = markText('ba cầm dao rượt con', [
    { start: 3, end: 10, cue: 'weapon', level: 'emergency' },
    { start: 7, end: 19, cue: 'chase', level: 'high' },
  ])
  expect(pieces.map(({ text, level, marks }) => [text, level, marks.length])).toEqual([
    ['ba ', null, 0], ['cầm ', 'emergency', 1], ['dao', 'emergency', 2], [' rượt con', 'high', 1],
  ])
})
