/**
 * `npm run bench`: every figure, one after the other, each beside its yardstick and with the machine.
 * `npm run bench -- full` measures desk and cases at the size of a country (1,000,000), which takes long.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { machine } from './machine.ts'

const full = process.argv.includes('full')
const BENCHES: readonly (readonly string[])[] = [
  ['test/bench/spine.ts'],
  ['test/bench/replay.ts'],
  ['test/bench/chat.ts'],
  ['test/bench/triage.ts'],
  ['test/desk/bench.ts', full ? '1000000' : '20000', '10'],
  ['test/cases/bench.ts', full ? '1000000' : '20000'],
  ['test/safeguards/bench.ts'],
]

console.log(machine())
for (const [file = '', ...settings] of BENCHES) {
  const path = join(import.meta.dirname, '..', '..', file)
  if (!existsSync(path)) continue
  console.log(`\n== ${file} ${settings.join(' ')}`)
  spawnSync(process.execPath, [path, ...settings], { stdio: 'inherit' })
}
