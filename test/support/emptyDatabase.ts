import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export type EmptyDatabase = { readonly url: string; drop(): Promise<void> }

/** A database with nothing in it, not even tables: for restores and upgrades. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const server = inject('postgres')
  const name = `empty_${randomBytes(5).toString('hex')}`
  await administer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => administer(server, `drop database if exists ${name} with (force)`) }
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(sql)
  await client.end()
}
