import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import en from '../../../locales/en/desk.json' with { type: 'json' }
import vi from '../../../locales/vi/desk.json' with { type: 'json' }
import { BLOCK_REASONS, CANNED_TOPICS, CARD_FACTS, CLOSE_REASONS, DELIVERY, TAKE_OVER_REASONS } from '../../../src/desk/api.ts'
import { CHANNELS } from '../../../src/conversation/channel.ts'
import { MESSAGE_KINDS } from '../../../src/conversation/content.ts'
import { ROLES } from '../../../src/staff/permissions.ts'
import { CATEGORIES } from '../../../src/triage/categories.ts'
import { URGENCIES } from '../../../src/triage/levels.ts'
import { cueWords } from '../conversation/cueWords.ts'
import { SHORTCUTS } from '../keyboard/shortcuts.ts'
import { translate, translateMaybe } from './words.ts'

type Flat = Record<string, string>
const flat = (dictionary: Record<string, Flat>): Flat => Object.fromEntries(
  Object.entries(dictionary).flatMap(([section, words]) => Object.entries(words).map(([name, text]) => [`${section}.${name}`, text])),
)
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test('both languages have the same sentences with the same holes', () => {
  const [vietnamese, english] = [flat(vi), flat(en)]
  expect(Object.keys(english)).toEqual(Object.keys(vietnamese))
  for (const [key, text] of Object.entries(vietnamese)) expect(holes(english[key] ?? ''), key).toEqual(holes(text))
})

test('every value of the contract has its words', () => {
  const keys = [
    ...URGENCIES.map((one) => `level.${one}`), ...CHANNELS.map((one) => `channel.${one}`), ...ROLES.map((one) => `role.${one}`),
    ...CARD_FACTS.map((one) => `fact.${one}`), ...CLOSE_REASONS.map((one) => `closeReason.${one}`), ...DELIVERY.map((one) => `status.${one}`),
    ...TAKE_OVER_REASONS.map((one) => `takeOverReason.${one}`), ...MESSAGE_KINDS.map((one) => `kind.${one}`),
    ...SHORTCUTS.map(({ name }) => `keys.${name}`), ...CANNED_TOPICS.map((one) => `cannedTopic.${one}`), ...BLOCK_REASONS.map((one) => `blockReason.${one}`),
    ...Object.keys(CATEGORIES).map((one) => `category.${one}`),
  ]
  expect(keys.filter((key) => translateMaybe('vi', key) === undefined)).toEqual([])
})

test('a category is called what triage calls it', () => {
  for (const [code, category] of Object.entries(CATEGORIES)) expect(translateMaybe('vi', `category.${code}`)).toBe(category.vi)
})

test('every sign of triage has words, by itself or by its family', () => {
  const folder = new URL('../../../src/triage/cues/', import.meta.url)
  const cues = readdirSync(folder).filter((file) => file !== 'guards.yaml')
    .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^- id: (\S+)/gm)].map(([, id]) => id ?? ''))
  expect(cues.length).toBeGreaterThan(50)
  expect(cues.filter((cue) => cueWords(cue, (key) => translateMaybe('vi', key)) === cue)).toEqual([])
})

test('words are filled in, and a key of data that has none gives none', () => {
  expect(translate('vi', 'refusal.too-many')).toContain('chờ')
  expect(translateMaybe('en', 'error.claimed', { name: 'Lan' })).toContain('Lan')
  expect(translateMaybe('vi', 'cue.never-heard-of')).toBeUndefined()
})
