import { expect, test } from 'vitest'
import { oneAtATime } from './stream.ts'

test('work never runs twice at once, and calls made meanwhile become exactly one more run', async () => {
  const gates: (() => void)[] = []
  let running = 0
  let most = 0
  const run = oneAtATime(async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((open) => gates.push(open))
    running -= 1
  })
  run()
  run()
  run()
  expect(gates).toHaveLength(1)
  gates[0]?.()
  await expect.poll(() => gates.length).toBe(2)
  gates[1]?.()
  await expect.poll(() => running).toBe(0)
  expect([gates.length, most]).toEqual([2, 1])
})
