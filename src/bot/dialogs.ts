import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDialogs, type Dialogs } from '../dialog/index.ts'
import type { Locales } from '../locales.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'dialogs')

/** Reads dialogs/*.yaml. @throws with every problem: a service with a broken dialog does not start. */
export async function readDialogs(locales: Locales, folder = FOLDER): Promise<Dialogs> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const files = await Promise.all(names.map(async (name) => ({ path: `dialogs/${name}`, text: await readFile(join(folder, name), 'utf8') })))
  const { dialogs, problems } = parseDialogs(files, { vi: locales.room('vi', 'bot'), en: locales.room('en', 'bot') })
  if (problems.length > 0) throw new Error(['The dialogs are not sound:', ...problems.map((one) => `  ${one.file} ${one.code}: ${one.message}`)].join('\n'))
  return dialogs
}
