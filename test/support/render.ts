/** Papers as people see them, where LibreOffice and poppler are installed: pictures of every page into test-output. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const canRender = ['soffice', 'pdftoppm'].every((tool) => spawnSync('which', [tool]).status === 0)
const FOLDER = join(import.meta.dirname, '..', '..', 'test-output', 'papers')

/** The pages of a Word file as pictures and its text as LibreOffice prints it. */
export async function render(name: string, word: Buffer): Promise<{ pages: string[]; text: string }> {
  await mkdir(FOLDER, { recursive: true })
  const file = join(FOLDER, `${name}.docx`)
  await writeFile(file, word)
  await run('soffice', [`-env:UserInstallation=file:///tmp/soffice-${process.pid}`, '--headless', '--convert-to', 'pdf', '--outdir', FOLDER, file], { timeout: 120_000 })
  const pdf = join(FOLDER, `${name}.pdf`)
  for (const old of await readdir(FOLDER)) if (old.startsWith(`${name}-`) && old.endsWith('.png')) await rm(join(FOLDER, old))
  await run('pdftoppm', ['-r', '70', '-png', pdf, join(FOLDER, name)])
  const { stdout } = await run('pdftotext', ['-layout', pdf, '-'])
  return { pages: (await readdir(FOLDER)).filter((one) => one.startsWith(`${name}-`) && one.endsWith('.png')).toSorted(), text: stdout.normalize('NFC') }
}
