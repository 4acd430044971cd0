import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { assess, isAtLeast } from '../triage/index.ts'
import { URGENCIES } from '../triage/levels.ts'
import { hide } from './hide.ts'

test.each([
  ['em o tra my, lan ne', 'Nguyễn Lan', 'em o [PLACE], [NAME] ne'],
  ['em ở trà  my', undefined, 'em ở [PLACE]'],
  ['con la nguyen thi hong dao day', 'Nguyễn Thị Hồng Đào', 'con la [NAME] day'],
  ['báo công an giùm', 'Lê An', 'báo công an giùm'],
  ['ba đánh em bằng roi', 'Ba*(', 'ba đánh em bằng roi'],
  ['em học trường tiểu học nguyễn huệ nè cô', undefined, 'em học trường tiểu học [PLACE] nè cô'],
  ['nha em o 12/3 nguyen van linh', undefined, 'nha em o [PLACE]'],
  ['chú tuấn đánh em, thay hung biet', undefined, 'chú [NAME] đánh em, thay [NAME] biet'],
  ['chú sờ linh', undefined, 'chú sờ linh'],
  ['em lẻ loi, nước tràn vô nhà', undefined, 'em lẻ loi, nước tràn vô nhà'],
  ['', '', ''],
])('%s', (text, name, hidden) => {
  expect(hide(text, { name })).toBe(hidden)
})

test('any name at a platform is taken as it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => { hide('ba đánh em', { name }) }))
})

const example = z.object({ id: z.string(), turns: z.array(z.string()), level: z.enum(URGENCIES) })
const DIRECTORY = new URL('../../test/triage/dev/', import.meta.url)
const lines = readdirSync(DIRECTORY).flatMap((file) => readFileSync(new URL(file, DIRECTORY), 'utf8').trim().split('\n'))

test('the danger stays when the names go', () => {
  const lowered = lines.flatMap((line) => {
    const { id, turns, level } = example.parse(JSON.parse(line))
    const [told, hidden] = [turns, turns.map((text) => hide(text, { name: undefined }))].map((texts) => assess(texts.map((text) => ({ text }))).level)
    // What triage heard beyond what a counsellor gave may go with a name; what the counsellor heard may not.
    return told && hidden && (isAtLeast(hidden, told) || isAtLeast(hidden, level)) ? [] : [id]
  })
  expect(lines.length).toBeGreaterThan(600)
  expect(lowered).toEqual([])
})
