/** `npm run dialogs`: checks dialogs/ and writes dialogs/diagrams/*.md; ends with 1 when a problem stands. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diagramPages } from './diagram.ts'
import { readDialogs } from './disk.ts'

const root = process.cwd()
const { dialogs, problems } = readDialogs(root)

for (const { file, step, code, message } of problems) {
  process.stdout.write(`${file}${step === undefined ? '' : ` ${step}`}: ${code}: ${message}\n`)
}
if (problems.length > 0) {
  process.stdout.write(`${problems.length} problems\n`)
  process.exitCode = 1
} else {
  const folder = join(root, 'dialogs', 'diagrams')
  mkdirSync(folder, { recursive: true })
  const pages = diagramPages(dialogs)
  for (const old of readdirSync(folder)) if (!(old in pages)) rmSync(join(folder, old))
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, name), text)
  const steps = Object.keys(dialogs.steps).length
  process.stdout.write(`${Object.keys(dialogs.dialogs).length} dialogs, ${steps} steps, no problems; version ${dialogs.version}; diagrams in dialogs/diagrams/\n`)
}
