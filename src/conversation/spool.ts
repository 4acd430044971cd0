/**
 * Where messages wait while the database is away: one encrypted, fsynced line each, replayed in order. Lines go to the
 * segment written now; a replay closes it and works on closed ones, so that neither ever waits for the other.
 */
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Vault } from '../safeguards/index.ts'
import { drainSegment, type DrainOutcome } from './drainSegment.ts'
import { adoptSegments, appendLines, readSegment, seal, segmentFile } from './spoolFiles.ts'
import type { Spooled } from './spooled.ts'

export type Spool = {
  isEmpty(): boolean
  size(): number
  /** Resolves when the line is on the disk. @throws when it cannot be. */
  append(item: Spooled): Promise<void>
  /** Stores what waits: each person's in order, people beside each other. Ends when nothing waits, or `store` says that it is away. */
  drain(store: (item: Spooled) => Promise<DrainOutcome>): Promise<void>
}

type Segment = { file: string; /** Those not yet stored, in order. */ items: Set<Spooled> }
type Waiting = { item: Spooled; done: () => void; failed: (error: unknown) => void }

/** Opens the spool in `directory`. @throws when nothing can be written there: the service must not start then. */
export async function openSpool(directory: string, vault: Vault): Promise<Spool> {
  await mkdir(directory, { recursive: true })
  const file = join(directory, `${process.pid}.spool`)
  const refused = join(directory, 'refused.lines')
  await appendLines(join(directory, `${process.pid}.probe`), ['probe'])
  await rm(join(directory, `${process.pid}.probe`))

  const adopted = await adoptSegments(directory, file)
  const closed: Segment[] = []
  for (const old of adopted.files) {
    const { items, torn } = await readSegment(old, vault)
    if (torn.length > 0) await appendLines(refused, torn)
    closed.push({ file: old, items: new Set(items) })
  }
  let next = adopted.next
  let written: Spooled[] = []
  /** Handed over and not yet on the disk. They count as waiting, so that nothing of the same person overtakes them. */
  let arriving: Waiting[] = []
  let inHand = 0
  let draining: Promise<void> | undefined
  // What touches the segment written now, one at a time: only the disk is ever waited for here.
  let disk: Promise<unknown> = Promise.resolve()

  function atTheDisk<T>(work: () => Promise<T>): Promise<T> {
    const result = disk.then(work)
    disk = result.catch(() => undefined)
    return result
  }

  /** All that have arrived by now, with one sync. */
  async function write(): Promise<void> {
    const batch = arriving
    if (batch.length === 0) return
    arriving = []
    inHand = batch.length
    try {
      await appendLines(file, batch.map(({ item }) => seal(vault, item)))
      written.push(...batch.map(({ item }) => item))
      for (const { done } of batch) done()
    } catch (error) {
      for (const { failed } of batch) failed(error)
    } finally {
      inHand = 0
    }
  }

  async function close(): Promise<void> {
    if (written.length === 0) return
    const segment: Segment = { file: segmentFile(file, next), items: new Set(written) }
    next += 1
    await rename(file, segment.file)
    written = []
    closed.push(segment)
  }

  async function drain(store: (item: Spooled) => Promise<DrainOutcome>): Promise<void> {
    for (;;) {
      if (closed.length === 0) await atTheDisk(close)
      const [segment] = closed
      if (!segment) return
      const away = await drainSegment([...segment.items], {
        store,
        settled: (item) => void segment.items.delete(item),
        refuse: (item) => appendLines(refused, [seal(vault, item)]),
      })
      if (away) return
      // A crash before this replays stored lines again: the event key makes that harmless.
      await rm(segment.file, { force: true })
      closed.shift()
    }
  }

  const size = () => closed.reduce((sum, { items }) => sum + items.size, 0) + written.length + arriving.length + inHand
  return {
    size,
    isEmpty: () => size() === 0,
    append: (item) => new Promise<void>((done, failed) => {
      arriving.push({ item, done, failed })
      void atTheDisk(write)
    }),
    async drain(store) {
      draining ??= drain(store).finally(() => { draining = undefined })
      await draining
    },
  }
}
