import { expect, test } from 'vitest'
import { openStore } from './storage.ts'

/** A browser's storage in a few lines; `full` refuses to write. */
function fakeStorage({ full = false } = {}): Storage {
  const items = new Map<string, string>()
  return {
    get length() { return items.size },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem(name, value) {
      if (full) throw new Error('QuotaExceededError')
      items.set(name, value)
    },
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
  }
}

test('what is written is there after a reload of the tab, and gone after clearing', () => {
  const session = fakeStorage()
  openStore(() => session).write('token', 't')
  expect(openStore(() => session).read('token')).toBe('t')
  openStore(() => session).clear()
  expect([openStore(() => session).read('token'), session.length]).toEqual([undefined, 0])
})

test.each([
  ['throws on access', () => { throw new Error('SecurityError') }],
  ['is full', () => fakeStorage({ full: true })],
] as const)('where storage %s the talk still works, in memory', (_name, session) => {
  const store = openStore(session)
  store.write('draft', 'em')
  expect(store.read('draft')).toBe('em')
  store.clear()
  expect(store.read('draft')).toBeUndefined()
})
