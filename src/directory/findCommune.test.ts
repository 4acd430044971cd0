import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCommune } from './findCommune.ts'

const TABLE = readFileSync(join(import.meta.dirname, '../../test/directory/places.tsv'), 'utf8')
const rows = TABLE.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
  const [text = '', meant = ''] = line.split('\t')
  return { text, meant }
})

/** Right or among the two offered. */
function isFound(text: string, meant: string): boolean {
  const { communes, district } = findCommune(text)
  if (meant === '-') return communes.length === 0 && !district
  if (meant.startsWith('huyen:')) return district?.name === meant.slice('huyen:'.length)
  return communes.some(({ commune }) => commune.name === meant)
}

test('of 300 and more ways people write a place, at least 95 % are understood or offered among two', () => {
  const missed = rows.filter(({ text, meant }) => !isFound(text, meant)).map(({ text, meant }) => `${text} → ${meant}, not ${said(text)}`)
  expect(rows.length).toBeGreaterThanOrEqual(300)
  expect(missed.length / rows.length, missed.join('\n')).toBeLessThanOrEqual(0.05)
})

test('two communes are offered when two fit, and the district named beside them settles it', () => {
  expect(findCommune('phuoc my').communes.map(({ commune }) => commune.name).toSorted()).toEqual(['An Hải', 'Phước Năng'])
  expect(findCommune('phuoc my, phuoc son').communes.map(({ commune }) => commune.name)).toEqual(['Phước Năng'])
})

test('the old name a person used is kept beside today’s commune', () => {
  expect(findCommune('xã Quế Thọ cũ').communes[0]).toMatchObject({ matched: 'Quế Thọ', via: 'old', commune: { code: '20767', name: 'Việt An' } })
})

test('names of one syllable need their kind: "ba" is father, "xã Ba" a commune that was', () => {
  expect(findCommune('ba con').communes).toEqual([])
  expect(findCommune('xã Ba').communes[0]?.commune.name).toBe('Sông Vàng')
})

test('a long text is read without growing slow or failing', () => {
  expect(findCommune('trà '.repeat(100_000)).communes.length).toBeLessThanOrEqual(2)
  expect(findCommune('').communes).toEqual([])
})

function said(text: string): string {
  const { communes, district } = findCommune(text)
  return `${communes.map(({ commune }) => commune.name).join(' / ')} ${district?.name ?? ''}`
}
