import { expect, test } from 'vitest'
import { createSharedReads } from './sharedReads.ts'

/** A read that ends when told, and counts how often it began. */
function controlled() {
  const ends: ((value: string) => void)[] = []
  return { ends, read: () => new Promise<string>((done) => { ends.push(done) }) }
}

const settled = () => new Promise((done) => setImmediate(done))

test('of many at once the first reads, and all the others share one later read', async () => {
  const share = createSharedReads<string>()
  const { ends, read } = controlled()
  const answers = Array.from({ length: 50 }, () => share('queue', read))
  expect(ends).toHaveLength(1)
  ends[0]?.('first')
  await settled()
  expect(ends).toHaveLength(2)
  ends[1]?.('second')
  expect(await Promise.all(answers)).toEqual(['first', ...Array<string>(49).fill('second')])
})

test('nobody gets an answer whose read began before the question', async () => {
  const share = createSharedReads<number>()
  let version = 1
  const { ends, read } = controlled()
  const readNow = async () => { const seen = version; await read(); return seen }
  const early = share('queue', readNow)
  version = 2
  const late = share('queue', readNow)
  ends[0]?.('')
  await settled()
  ends[1]?.('')
  expect([await early, await late]).toEqual([1, 2])
})

test('a failure is told to those who shared it, and the next read is a new one', async () => {
  const share = createSharedReads<string>()
  await expect(share('queue', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await share('queue', async () => 'back')).toBe('back')
})

test('different keys do not wait for each other', async () => {
  const share = createSharedReads<string>()
  const { read } = controlled()
  void share('slow', read)
  expect(await share('fast', async () => 'here')).toBe('here')
})
