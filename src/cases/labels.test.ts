import { expect, test } from 'vitest'
import { BODY_KINDS } from '../directory/index.ts'
import { LANGUAGES, readLocales } from '../locales.ts'
import { CLOCKS, TERMS } from './clocks.ts'
import { ASKERS, REQUEST_KINDS } from './dataRights.ts'
import { PAPER_KINDS } from './documents.ts'
import { RECORDABLE } from './events.ts'
import { fieldNames, PART_KINDS } from './fields.ts'
import { CASE_ACTS, CASE_STATES } from './flow.ts'
import { LISTS } from './lists.ts'
import { REFERRAL_STATES, REFUSAL_REASONS } from './referralFlow.ts'
import { TASK_KINDS } from './tasks.ts'

const keys = [
  ...Object.entries(LISTS).flatMap(([list, codes]) => codes.map((code) => (list === 'category' ? `category.${code}` : `list.${list}.${code}`))),
  ...BODY_KINDS.map((code) => `list.body.${code}`),
  ...PART_KINDS.flatMap((part) => [`part.${part}`, ...fieldNames(part).map((field) => `field.${part}.${field}`)]),
  ...CASE_STATES.map((one) => `state.${one}`), ...CASE_ACTS.flatMap((one) => [`act.${one}`, `event.state.${one}`]),
  ...CLOCKS.map(({ id }) => `clock.${id}`), ...RECORDABLE.map((one) => `event.${one}`), ...PAPER_KINDS.map((one) => `paper.${one}`), ...TASK_KINDS.map((one) => `task.${one}`),
  ...REQUEST_KINDS.map((one) => `dataRequest.${one}`), ...ASKERS.map((one) => `asker.${one}`), ...TERMS.map(({ id }) => `term.${id}`),
  ...REFERRAL_STATES.map((one) => `referralState.${one}`), ...REFERRAL_STATES.filter((one) => one !== 'draft').map((one) => `event.referral.${one}`), ...REFUSAL_REASONS.map((one) => `referralReason.${one}`),
]

test.each(LANGUAGES)('every code of a case has its words in %s', async (language) => {
  const locales = await readLocales()
  const missing = keys.filter((key) => {
    const found = key.split('.').reduce<unknown>((at, name) => (typeof at === 'object' && at !== null && name in at ? Object.entries(at).find(([one]) => one === name)?.[1] : undefined), locales.room(language, 'cases'))
    return typeof found !== 'string'
  })
  expect(missing).toEqual([])
})
