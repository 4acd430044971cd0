/** One embedded PostgreSQL for the whole test run, with a migrated template database that each test file copies. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, removeEmbedded, startEmbedded } from '../../src/database/index.ts'

export const TEMPLATE = 'lang_nghe_template'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: string
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'lang-nghe-test-'))
  // The processes under test are killed, never the server: tests need no fsync.
  const server = await startEmbedded(directory, { settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'] })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  await migrate(withDatabase(server.url, TEMPLATE))
  provide('postgres', server.url)
  return async () => {
    await server.stop()
    await removeEmbedded(directory)
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
