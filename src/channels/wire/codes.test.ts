import { expect, test } from 'vitest'
import en from '../../../locales/en/desk.json' with { type: 'json' }
import vi from '../../../locales/vi/desk.json' with { type: 'json' }
import { DELIVERY_CODES } from './codes.ts'

test.each(DELIVERY_CODES)('the desk has words for "%s" in both languages', (code) => {
  expect(Object.keys(vi.delivery)).toContain(code)
  expect(Object.keys(en.delivery)).toContain(code)
})
