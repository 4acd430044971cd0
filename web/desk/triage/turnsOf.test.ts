import { expect, test } from 'vitest'
import { turnsOf } from './turnsOf.ts'

test.each([
  ['', []],
  [' \n\n ', []],
  ['em buồn', ['em buồn']],
  ['dòng một\ndòng hai', ['dòng một\ndòng hai']],
  ['tin một\n\ntin hai\n \n\n tin ba ', ['tin một', 'tin hai', 'tin ba']],
])('%j', (pasted, turns) => {
  expect(turnsOf(pasted)).toEqual(turns)
})
