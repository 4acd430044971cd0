import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { centreSchema } from '../../directory/index.ts'
import demoCentre from '../../directory/demo-centre.json' with { type: 'json' }
import { readLocales } from '../../locales.ts'
import { publicCentre } from './centre.ts'
import { homePage } from './homePage.ts'
import { spaced } from './number.ts'
import { fillPage, PAGE_HEADERS } from './page.ts'

const centre = centreSchema.parse(demoCentre)
const template = await readFile(join(import.meta.dirname, '../../../web/chat/index.html'), 'utf8')

test('the page carries the numbers and the way out before any script runs', () => {
  const moved = { ...centre, numbers: { ...centre.numbers, child111: { ...centre.numbers.child111, number: '999' } } }
  const page = fillPage(template, publicCentre(moved, 'https://example.org/'))
  expect(page).toContain('<a href="tel:999">999</a>')
  expect(page).toContain('href="https://example.org/"')
  expect(page).not.toContain('tel:111')
  expect(page).not.toContain('data-centre=""')
})

test('a Centre whose name looks like markup stays a name', () => {
  const name = '"><script>alert(1)</script>'
  const page = fillPage(template, publicCentre({ ...centre, name: { vi: name, en: name } }))
  expect(page).not.toContain('<script>alert')
  const home = (language: 'vi' | 'en') => readLocales().then((locales) => homePage({ centre: { ...centre, name: { vi: name, en: name } }, language, locales }))
  return Promise.all([expect(home('vi')).resolves.not.toContain('<script'), expect(home('en')).resolves.not.toContain('<script')])
})

test('pages allow nothing inline and nothing from elsewhere, are not kept, and tell no next page where one came from', async () => {
  expect(PAGE_HEADERS['Content-Security-Policy']).toContain("default-src 'none'")
  expect(PAGE_HEADERS['Content-Security-Policy']).not.toMatch(/unsafe|https?:|\*/)
  expect(PAGE_HEADERS['Cache-Control']).toBe('no-store')
  expect(PAGE_HEADERS['Referrer-Policy']).toBe('no-referrer')
  const pages = [template, homePage({ centre, language: 'vi', locales: await readLocales() })]
  for (const page of pages) {
    expect(page).not.toMatch(/<style|style=|\son[a-z]+=|<script(?![^>]*src)/)
    expect(page).not.toMatch(/(src|<link[^>]*href)="https?:/)
  }
})

test.each(['vi', 'en'] as const)('the first page (%s) says what this is, leads to the chat and holds every number', async (language) => {
  const page = homePage({ centre, language, locales: await readLocales() })
  expect(page).toContain(`<html lang="${language}">`)
  expect(page).toContain('href="/chat"')
  for (const { number } of [centre.numbers.child111, centre.numbers.hotline, centre.numbers.police, centre.numbers.ambulance, centre.numbers.fire]) expect(page).toContain(`href="tel:${number}"`)
  expect(page).not.toMatch(/\{\{|undefined/)
})

test('numbers are written as people read them', () => {
  expect(['111', '18001581', '02363123456', '0905123456'].map(spaced)).toEqual(['111', '1800 1581', '02363 123 456', '0905 123 456'])
})
