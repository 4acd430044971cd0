/**
 * Every route of the desk, as an attacker with the source has them: read from it, so that none is forgotten
 * (test/safeguards/attack.test.ts holds them against the running gate).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ANY_ID = '00000000-0000-4000-8000-0000000000ff'
const ROOT = join(import.meta.dirname, '..', '..')
const ROUTE = /\bon\(\s*'(get|post|put|patch)',\s*'(\/[^']*)'/g

/** Method and path, with an id that does not exist. */
export const DESK_ROUTES: readonly (readonly [method: string, path: string])[] = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('generated'))
  .toSorted()
  .flatMap((name) => [...readFileSync(join(ROOT, name), 'utf8').matchAll(ROUTE)])
  .map(([, method = '', path = '']) => [method.toUpperCase(), path.replaceAll(/:\w+/g, ANY_ID)] as const)
