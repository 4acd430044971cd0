/** Where the Centre's settings live: one row; every process reads it afresh within half a minute. */
import demo from './demo-centre.json' with { type: 'json' }
import type { Notices, Prisma } from '../database/index.ts'
import { invariant } from '../errors.ts'
import type { Log } from '../log.ts'
import { startWorker } from '../worker.ts'
import { centreSchema, type Centre } from './centre.ts'

const FRESH_MS = 30_000

/** Writes the trial Centre if there is none yet. */
export async function seedDemoCentre(prisma: Prisma): Promise<void> {
  const settings = centreSchema.parse(demo)
  await prisma.centre.upsert({ where: { id: 1 }, create: { id: 1, settings }, update: {} })
}

/** Puts checked settings in force; every process reads them within half a minute. */
export async function writeCentre(prisma: Prisma, settings: Centre): Promise<void> {
  await prisma.centre.upsert({ where: { id: 1 }, create: { id: 1, settings }, update: { settings, updatedAt: new Date() } })
}

/** Whether the Centre has been set up at all. */
export async function hasCentre(prisma: Prisma): Promise<boolean> {
  return (await prisma.centre.count()) > 0
}

/** @throws when the row is missing or not of the schema: the service must not start without numbers (F17). */
export async function readCentre(prisma: Prisma): Promise<Centre> {
  const row = await prisma.centre.findUnique({ where: { id: 1 } })
  invariant(row, 'the Centre has settings')
  return centreSchema.parse(row.settings)
}

export type CentreReader = {
  /** The settings as last read; never waits, so that a dead database does not silence the numbers. */
  current(): Centre
  stop(): Promise<void>
}

/** Reads the settings once (fails if unusable), again when any process changes them, and every half minute anyway; a failed re-read keeps the old ones. */
export async function watchCentre(prisma: Prisma, { notices, log }: { notices?: Pick<Notices, 'on'>; log: Log }): Promise<CentreReader> {
  let centre = await readCentre(prisma)
  const worker = startWorker({ name: 'centre', loops: 1, pollMs: FRESH_MS, log, work: async () => { centre = await readCentre(prisma); return false } })
  const off = notices?.on(({ kind }) => { if (kind === 'directory') worker.wake() })
  return {
    current: () => centre,
    async stop() {
      off?.()
      await worker.stop()
    },
  }
}
