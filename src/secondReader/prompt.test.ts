import { expect, test } from 'vitest'
import { PROMPT_HASH, PROMPT_VERSION } from './prompt.ts'

test('a changed prompt has a new version, so that opinions of two prompts are never mixed up', () => {
  expect([PROMPT_VERSION, PROMPT_HASH]).toEqual(['1', 'bda8a0f533ab195bb87a2854f442dd15083ed26b5f72702d60b1ee48e163aaec'])
})
