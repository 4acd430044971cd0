import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { build } from 'vite'
import { beforeAll, expect, test } from 'vitest'

/** peers.md §8: what a child on a slow line can open at once. */
const MOST_SCRIPT = 20_000
const MOST_STYLE = 5_000

let files: { name: string; bytes: Buffer }[]
beforeAll(async () => {
  const built = await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'silent', build: { write: false } })
  const outputs = Array.isArray(built) ? built : [built]
  files = outputs.flatMap((output) => ('output' in output ? output.output : [])).map((file) => ({
    name: file.fileName,
    bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
  }))
})

const weight = (end: string) => files.filter(({ name }) => name.endsWith(end)).reduce((sum, { bytes }) => sum + gzipSync(bytes).length, 0)

test('the whole page is light: script under 20 kB, style under 5 kB, gzipped', () => {
  expect(weight('.js')).toBeGreaterThan(1_000)
  expect(weight('.js')).toBeLessThan(MOST_SCRIPT)
  expect(weight('.css')).toBeLessThan(MOST_STYLE)
})

test('the built page asks nobody else for anything and runs nothing inline', () => {
  const page = files.find(({ name }) => name === 'index.html')?.bytes.toString() ?? ''
  expect(page).toContain('<script type="module"')
  expect(page).not.toMatch(/<script(?![^>]*src)|<style|style="|\son[a-z]+=/)
  for (const { name, bytes } of files) if (!name.endsWith('.svg')) expect(bytes.toString().replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\/[a-z]/)
})
