import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { errorPlace } from './errors.ts'

const WORDS = 'em tên Lan, nhà ở Thôn Bốn'
const CAUSES = {
  'an uncaught error': `setTimeout(() => { throw error }, 1)`,
  'a promise nobody looked at': `void Promise.reject(error)`,
  'something thrown that is no error': `setTimeout(() => { throw ${JSON.stringify(WORDS)} }, 1)`,
}

/** What a process prints that dies of this, and its exit code. */
async function dying(cause: string): Promise<{ printed: string; code: unknown }> {
  const script = `
    import { dieQuietly } from ${JSON.stringify(new URL('dieQuietly.ts', import.meta.url).href)}
    dieQuietly()
    const error = Object.assign(new Error(${JSON.stringify(`cannot read:\n  at home ${WORDS}`)}), { detail: ${JSON.stringify(WORDS)}, code: '22P02' })
    setInterval(() => {}, 1000)
    ${cause}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const [code]: unknown[] = await once(child, 'close')
  return { printed: chunks.join(''), code }
}

test.each(Object.entries(CAUSES))('%s ends the process, and none of a child\'s words is printed', async (_name, cause) => {
  const { printed, code } = await dying(cause)
  expect(code).toBe(1)
  expect(printed).toMatch(/"level":"fatal"/)
  for (const word of ['Lan', 'Thôn', 'home']) expect(printed).not.toContain(word)
})

test('where an error arose is told without its message, also when a line of it looks like a place', () => {
  const error = new Error(`x\n    at home ${WORDS}\n    at /nhà/em/Lan.ts:1:1`)
  expect(errorPlace(error).join('\n')).toMatch(/dieQuietly\.test\.ts/)
  expect(errorPlace(error).join('\n')).not.toMatch(/Lan|home/)
  error.stack = 'no stack of ours\n    at home Lan'
  expect(errorPlace(error)).toEqual([])
})
