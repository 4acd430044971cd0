import { expect, test } from 'vitest'
import { refusingRule, type Asker, type RequestKind } from './dataRights.ts'

test.each<[string, RequestKind, Asker, { byLaw: boolean; guardianMayBeHarmer: boolean }, string | undefined]>([
  ['a stranger sees nothing', 'view', 'other', { byLaw: false, guardianMayBeHarmer: false }, 'not-entitled'],
  ['a parent who may be the harmer sees nothing', 'view', 'guardian', { byLaw: false, guardianMayBeHarmer: true }, 'guardian-may-be-harmer'],
  ['a parent does not act for the child where the law carries the processing', 'view', 'guardian', { byLaw: true, guardianMayBeHarmer: false }, 'guardian-right-off'],
  ['a parent may see what rests on consent', 'view', 'guardian', { byLaw: false, guardianMayBeHarmer: false }, undefined],
  ['a child may see its data', 'view', 'child', { byLaw: true, guardianMayBeHarmer: true }, undefined],
  ['a child may correct its data', 'correct', 'child', { byLaw: true, guardianMayBeHarmer: false }, undefined],
  ['erasure does not bite where the law carries the processing', 'erase', 'child', { byLaw: true, guardianMayBeHarmer: false }, 'processed-by-law'],
  ['a child may have erased what rests on consent', 'erase', 'child', { byLaw: false, guardianMayBeHarmer: false }, undefined],
  ['anybody may ask for protection', 'protect', 'other', { byLaw: true, guardianMayBeHarmer: true }, undefined],
])('%s', (_, kind, asker, facts, rule) => {
  expect(refusingRule({ kind, asker }, facts)).toBe(rule)
})
