/**
 * Where messages wait while the database is away: one encrypted, fsynced line each, replayed in order.
 * A file a process, named by its pid; a start adopts the files of processes that are gone.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { DataKey, Vault } from '../safeguards/index.ts'
import type { ChannelEvent, Inbound } from './channel.ts'
import { contentSchema, MESSAGE_KINDS } from './content.ts'

export type Spooled = { type: 'message'; message: Inbound } | { type: 'event'; event: ChannelEvent }

/** stored: go on. away: stop, keep the rest. refused: it can never be stored, set it aside for a person to look at. */
export type DrainOutcome = 'stored' | 'away' | 'refused'

export type Spool = {
  isEmpty(): boolean
  size(): number
  /** Resolves when the line is on the disk. @throws when it cannot be. */
  append(item: Spooled): Promise<void>
  drain(store: (item: Spooled) => Promise<DrainOutcome>): Promise<void>
}

const CONTEXT = 'spool'

/** Opens the spool in `directory`. @throws when nothing can be written there: the service must not start then. */
export async function openSpool(directory: string, vault: Vault): Promise<Spool> {
  await mkdir(directory, { recursive: true })
  const file = join(directory, `${process.pid}.spool`)
  await appendLines(join(directory, `${process.pid}.probe`), ['probe'])
  await rm(join(directory, `${process.pid}.probe`))

  const waiting: Spooled[] = await adopt(directory, vault.service, vault)
  if (waiting.length > 0) await appendLines(file, waiting.map((item) => seal(vault, item)))
  await forgetOthers(directory, file)
  // One at a time: lines must stand in the order of arrival.
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work, work)
    queue = result.catch(() => undefined)
    return result
  }

  return {
    isEmpty: () => waiting.length === 0,
    size: () => waiting.length,
    append: (item) => inTurn(async () => {
      await appendLines(file, [seal(vault, item)])
      waiting.push(item)
    }),
    drain: (store) => inTurn(async () => {
      // A crash in the middle replays stored lines again: the event key makes that harmless.
      let item = waiting[0]
      while (item) {
        const outcome = await store(item)
        if (outcome === 'away') return
        if (outcome === 'refused') await appendLines(join(directory, 'refused.lines'), [seal(vault, item)])
        waiting.shift()
        item = waiting[0]
      }
      await rm(file, { force: true })
    }),
  }
}

async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  const handle = await open(file, 'a', 0o600)
  try {
    // The break in front: after a line that a full disk cut off, the next one still stands by itself.
    await handle.appendFile(lines.map((line) => `\n${line}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function seal(vault: Vault, item: Spooled): string {
  return vault.seal(vault.service, CONTEXT, JSON.stringify(item)).toString('base64')
}

const correspondent = { channel: z.enum(['zalo', 'messenger', 'web']), account: z.string(), eventKey: z.string() }
const date = z.iso.datetime().transform((value) => new Date(value))
const lineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    message: z.object({
      ...correspondent, externalId: z.string(), providerMessageId: z.string().exactOptional(), kind: z.enum(MESSAGE_KINDS),
      content: contentSchema, saidAt: date, locale: z.enum(['vi', 'en']).exactOptional(), standby: z.literal(true).exactOptional(), late: z.literal(true).exactOptional(),
    }),
  }),
  z.object({
    type: z.literal('event'),
    event: z.object({ ...correspondent, kind: z.string(), body: z.string() }).and(z.discriminatedUnion('type', [
      z.object({ type: z.literal('ignored') }),
      z.object({ type: z.literal('receipt'), status: z.enum(['delivered', 'read']), providerMessageIds: z.array(z.string()), externalId: z.string().exactOptional(), upTo: date.exactOptional() }),
      z.object({ type: z.literal('echo'), externalId: z.string(), providerMessageId: z.string(), text: z.string(), at: date, messageId: z.string().exactOptional() }),
      z.object({ type: z.literal('outside'), externalId: z.string(), providerMessageId: z.string(), text: z.string(), at: date }),
      z.object({ type: z.literal('unsent'), externalId: z.string(), providerMessageId: z.string(), at: date }),
      z.object({ type: z.literal('control'), externalId: z.string(), ours: z.boolean(), at: date }),
      z.object({ type: z.literal('withdrawal'), externalId: z.string(), at: date }),
      z.object({ type: z.literal('notice'), code: z.string(), at: date }),
      z.object({ type: z.literal('arrival'), externalId: z.string(), at: date, locale: z.enum(['vi', 'en']).exactOptional() }),
    ])),
  }),
])

/** Lines of processes that are gone, oldest file first. A torn last line was never acknowledged: it is dropped. */
async function adopt(directory: string, key: DataKey, vault: Vault): Promise<Spooled[]> {
  const items: Spooled[] = []
  for (const name of await orphans(directory)) {
    const claimed = join(directory, `${name}.${randomUUID()}.adopted`)
    const mine = await rename(join(directory, name), claimed).then(() => true, () => false)
    if (!mine) continue
    for (const line of (await readFile(claimed, 'utf8')).split('\n')) {
      const item = line === '' ? undefined : openLine(vault, key, line)
      if (item) items.push(item)
    }
  }
  return items
}

async function orphans(directory: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => /^\d+\.spool/.test(name))
  return names.filter((name) => name.endsWith('.adopted') || !isAlive(Number.parseInt(name, 10))).sort()
}

/** Adopted files are removed only after their lines stand in our own file. */
async function forgetOthers(directory: string, own: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.adopted'))
  await Promise.all(names.map((name) => join(directory, name)).filter((path) => path !== own).map((path) => rm(path, { force: true })))
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

function openLine(vault: Vault, key: DataKey, line: string): Spooled | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(vault.open(key, CONTEXT, Buffer.from(line, 'base64'))))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
