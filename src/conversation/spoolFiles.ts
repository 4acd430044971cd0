/** The spool's files: encrypted lines in segments named by the process that wrote them, `PID.spool` the one written now, `PID.spool.N` closed. */
import { open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Vault } from '../safeguards/index.ts'
import { spooledSchema, type Spooled } from './spooled.ts'

const CONTEXT = 'spool'
const NAME = /^(\d+)\.spool(?:\.(\d+))?/

/** Appends whole lines and waits until they are on the disk. @throws when they cannot be */
export async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  const handle = await open(file, 'a', 0o600)
  try {
    // The break in front: after a line that a full disk cut off, the next one still stands by itself.
    await handle.appendFile(lines.map((line) => `\n${line}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export function seal(vault: Vault, item: Spooled): string {
  return vault.seal(vault.service, CONTEXT, JSON.stringify(item)).toString('base64')
}

/** What a segment holds, in order. `torn`: a line that does not open; the last of a killed process was never acknowledged. */
export async function readSegment(file: string, vault: Vault): Promise<{ items: Spooled[]; torn: string[] }> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  const read = lines.map((line) => ({ line, item: openLine(vault, line) }))
  return { items: read.flatMap(({ item }) => item ?? []), torn: read.flatMap(({ line, item }) => (item ? [] : line)) }
}

function openLine(vault: Vault, line: string): Spooled | undefined {
  try {
    return spooledSchema.safeParse(JSON.parse(vault.open(vault.service, CONTEXT, Buffer.from(line, 'base64')))).data
  } catch {
    return undefined
  }
}

/**
 * Makes the segments of processes that are gone closed segments of `own`, oldest first, each by one rename: of several
 * that start at once one gets it, and a crash in between leaves each file whole with one of them.
 * @returns their paths, and the number for the next one
 */
export async function adoptSegments(directory: string, own: string): Promise<{ files: string[]; next: number }> {
  const orphans = await Promise.all((await readdir(directory)).filter(isOrphan).map(async (name) => ({ name, part: partOf(name), at: await modifiedAt(join(directory, name)) })))
  // A file that is gone by now is another process's.
  const found = orphans.flatMap(({ at, ...rest }) => (at === undefined ? [] : { ...rest, at })).toSorted((a, b) => a.at - b.at || a.part - b.part)
  const files: string[] = []
  // Beyond any number in use: a process may have the pid, and so the names, of one that is gone.
  let next = 1 + Math.max(0, ...found.map(({ part }) => part).filter(Number.isFinite))
  for (const { name } of found) {
    const file = segmentFile(own, next)
    const mine = await rename(join(directory, name), file).then(() => true, () => false)
    if (mine) files.push(file)
    next += 1
  }
  return { files, next }
}

export function segmentFile(own: string, number: number): string {
  return `${own}.${number}`
}

function isOrphan(name: string): boolean {
  const [, pid] = NAME.exec(name) ?? []
  return pid !== undefined && !isAlive(Number(pid))
}

/** The one being written comes after the closed ones. */
function partOf(name: string): number {
  return Number(NAME.exec(name)?.[2] ?? Number.POSITIVE_INFINITY)
}

async function modifiedAt(path: string): Promise<number | undefined> {
  return stat(path).then(({ mtimeMs }) => mtimeMs, () => undefined)
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
