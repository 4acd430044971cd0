/** `npm run classify`: writes docs/data-classification.md. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readSchema } from './readSchema.ts'
import { findGaps, readClasses, renderClassification } from './classify.ts'

const docs = join(import.meta.dirname, '..', '..', '..', 'docs')
const gaps = findGaps(await readClasses(), await readSchema())
for (const gap of gaps) console.error(gap)
await mkdir(docs, { recursive: true })
await writeFile(join(docs, 'data-classification.md'), await renderClassification())
process.exitCode = gaps.length === 0 ? 0 : 1
