import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { diagramPages } from './diagram.ts'
import { readDialogs } from './disk.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { dialogs, problems } = readDialogs(root)

it('the dialogs of this repository have no problem', () => expect(problems).toEqual([]))

it('the diagrams in git are those of the dialogs (npm run dialogs)', () => {
  const folder = join(root, 'dialogs', 'diagrams')
  const kept = existsSync(folder) ? Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])) : {}
  expect(kept).toEqual(diagramPages(dialogs))
})
