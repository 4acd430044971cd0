import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findGaps, readClasses, renderClassification } from './classify.ts'
import { parseSchema, readSchema } from './readSchema.ts'

const DOCUMENT = join(import.meta.dirname, '..', '..', '..', 'docs', 'data-classification.md')

test('every table of the schema has a class, and no class is of a table that is gone', async () => {
  expect(findGaps(await readClasses(), await readSchema())).toEqual([])
})

test('docs/data-classification.md is what the schema says today (npm run classify writes it)', async () => {
  expect(await readFile(DOCUMENT, 'utf8')).toBe(await renderClassification())
})

test('a new table without a class, and a column that only calls itself ciphertext, are found', async () => {
  const tables = parseSchema('/// A diary.\nmodel Diary {\n  id String @id\n  textEnc String @map("text_enc")\n\n  @@map("diary")\n}\n')
  expect(tables).toEqual([{ name: 'diary', about: 'A diary.', columns: [{ name: 'id', type: 'String', about: '' }, { name: 'text_enc', type: 'String', about: '' }] }])
  const { kinds } = await readClasses()
  expect(findGaps({ kinds, tables: {}, unwatched: {} }, tables)).toEqual([
    'Table diary has no class: add it to src/safeguards/classification/tables.yaml.', 'diary.text_enc says it is ciphertext and is String.',
  ])
})
