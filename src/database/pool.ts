/** Connections: `pg` for the spine's hot path, Prisma for everything else, one database. */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'

export type Pool = pg.Pool
export type Client = pg.PoolClient | pg.Client
export type Prisma = PrismaClient

export type Database = {
  readonly url: string
  /** Ordinary short work. */
  readonly pool: Pool
  readonly prisma: Prisma
  close(): Promise<void>
}

/**
 * Opens pools on `url`. `onError` hears of connections that died (a restarted server, a cut wire), idle or at work: the
 * pool makes new ones by itself, the work at hand fails and is done again by whoever owns it. A connection without
 * somebody who hears its error would end the whole process.
 */
export function openDatabase(url: string, options: { connections?: number; onError?: (error: Error) => void } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 30,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    // A worker on a lost host must free its lane: no transaction of ours idles longer.
    idle_in_transaction_session_timeout: 30_000,
  })
  const onError = options.onError ?? (() => undefined)
  pool.on('error', onError)
  // A connection that dies in somebody's hands, between two of their statements, tells nobody but itself: unheard, that
  // ends the process. Whoever holds it learns of it at their next statement.
  pool.on('connect', (client) => client.on('error', onError))
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }, { onPoolError: onError, onConnectionError: onError }) })
  return {
    url,
    pool,
    prisma,
    close: async () => {
      await Promise.all([pool.end(), prisma.$disconnect()])
    },
  }
}

/** Runs `work` in one transaction on its own connection; any throw rolls back. */
export async function transaction<T>(pool: Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    // A failed rollback means a dead connection: destroy it rather than hand it to the next caller.
    await client.query('rollback').catch((lost: Error) => { broken = lost })
    throw error
  } finally {
    client.release(broken)
  }
}
