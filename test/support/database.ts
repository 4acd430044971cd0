import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../../src/database/index.ts'
import { TEMPLATE } from './postgres.ts'

export type TestDatabase = { readonly url: string; readonly db: Database; drop(): Promise<void> }

/** A fresh, migrated database of its own: real PostgreSQL, one a test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name} template ${TEMPLATE}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const db = openDatabase(url.href)
  return {
    url: url.href,
    db,
    async drop() {
      await db.close()
      await administer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  // Copying one template from several files at once: PostgreSQL refuses while another copy runs.
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.query(sql)
      break
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === '55006'
      if (!busy || attempt > 100) throw error
      await new Promise((done) => setTimeout(done, 50))
    }
  }
  await client.end()
}
