/** The services as the bot answers from them: kept in memory, read anew at once when they change and every half minute anyway. */
import type { Notices, Prisma } from '../database/index.ts'
import { findPlaces } from './findPlaces.ts'
import { listServices, type Service } from './services.ts'

const FRESH_MS = 30_000

export type DirectoryReader = {
  /** Up to two communes that a text may name, likelier first. */
  findPlaces(text: string): { code: string; title: string }[]
  /** Bodies that help with some need, as last read; never waits. */
  services(): readonly Service[]
  stop(): void
}

/** Reads the services once, and again whenever any process changes them; a failed re-read keeps the old ones. */
export async function watchDirectory(prisma: Prisma, notices: Pick<Notices, 'on'>): Promise<DirectoryReader> {
  const read = async () => (await listServices(prisma)).filter(({ needs }) => needs.length > 0)
  let services = await read()
  const again = () => { read().then((fresh) => { services = fresh }, () => undefined) }
  const timer = setInterval(again, FRESH_MS).unref()
  const off = notices.on(({ kind }) => { if (kind === 'directory') again() })
  return {
    findPlaces,
    services: () => services,
    stop() {
      clearInterval(timer)
      off()
    },
  }
}
