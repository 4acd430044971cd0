import { expect, test } from 'vitest'
import { cameBack } from './cameBack.ts'

test('Zalo brings a code back, with or without the state', () => {
  expect(cameBack('?oa_id=400&code=abc&state=xyz')).toEqual({ oaId: '400', code: 'abc', state: 'xyz' })
  expect(cameBack('?oa_id=400&code=abc')).toEqual({ oaId: '400', code: 'abc' })
})
test('anything else is an ordinary visit', () => {
  for (const search of ['', '?code=abc', '?oa_id=400&code=', '?x=1']) expect(cameBack(search)).toBeUndefined()
})
