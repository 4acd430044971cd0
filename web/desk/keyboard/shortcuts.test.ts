import { expect, test } from 'vitest'
import { isPaletteKey, placeAfterGo, shortcutOf } from './shortcuts.ts'
import type { KeyPress } from './shortcuts.ts'

const OPEN = { typing: false, control: false, dialog: false }
const press = (code: string, more: Partial<KeyPress> = {}): KeyPress =>
  ({ code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more })

test('keys count by their place on the board', () => {
  expect(shortcutOf(press('KeyJ'), OPEN)).toBe('next')
  expect(shortcutOf(press('Slash'), OPEN)).toBe('search')
  expect(shortcutOf(press('Slash', { shiftKey: true }), OPEN)).toBe('help')
  expect(shortcutOf(press('KeyQ'), OPEN)).toBeUndefined()
})

test('nothing fires while Telex or VNI composes, in a field, under a dialog, or with a modifier', () => {
  expect(shortcutOf(press('KeyE', { isComposing: true }), OPEN)).toBeUndefined()
  expect(shortcutOf(press('KeyE'), { ...OPEN, typing: true })).toBeUndefined()
  expect(shortcutOf(press('KeyE'), { ...OPEN, dialog: true })).toBeUndefined()
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey'] as const) {
    expect(shortcutOf(press('KeyR', { [modifier]: true }), OPEN)).toBeUndefined()
  }
})

test('Enter on a button or link stays that button\'s', () => {
  expect(shortcutOf(press('Enter'), { ...OPEN, control: true })).toBeUndefined()
  expect(shortcutOf(press('Enter'), OPEN)).toBe('open')
})

test('the palette opens with Ctrl or ⌘ and the K key, also from a field, never while Telex composes or under a dialog', () => {
  expect(isPaletteKey(press('KeyK', { ctrlKey: true }), OPEN)).toBe(true)
  expect(isPaletteKey(press('KeyK', { metaKey: true }), OPEN)).toBe(true)
  expect(isPaletteKey(press('KeyK'), OPEN)).toBe(false)
  expect(isPaletteKey(press('KeyK', { ctrlKey: true, isComposing: true }), OPEN)).toBe(false)
  expect(isPaletteKey(press('KeyK', { ctrlKey: true }), { ...OPEN, dialog: true })).toBe(false)
  expect(isPaletteKey(press('KeyK', { ctrlKey: true, shiftKey: true }), OPEN)).toBe(false)
})

test('G and a letter lead to a place, not while a field has the keys', () => {
  expect(shortcutOf(press('KeyG'), OPEN)).toBe('go')
  expect(placeAfterGo(press('KeyC'), OPEN)).toBe('/cases')
  expect(placeAfterGo(press('KeyX'), OPEN)).toBeUndefined()
  expect(placeAfterGo(press('KeyC'), { ...OPEN, typing: true })).toBeUndefined()
  expect(placeAfterGo(press('KeyC', { isComposing: true }), OPEN)).toBeUndefined()
})
