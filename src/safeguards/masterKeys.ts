/**
 * Where the master keys come from: MASTER_KEY, a file (MASTER_KEY_FILE), or a command (MASTER_KEY_COMMAND, for a
 * key service or a hardware token: its standard output). One key a line or separated by commas, 32 bytes as
 * base64 each: the first wraps, all open. Without any of them, in development, a file in the data directory.
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { MASTER_KEY_BYTES } from './keyRing.ts'

export type MasterKeySettings = {
  readonly MASTER_KEY?: string | undefined
  readonly MASTER_KEY_FILE?: string | undefined
  readonly MASTER_KEY_COMMAND?: string | undefined
  readonly DATA_DIR: string
}

const COMMAND_MS = 30_000
const run = promisify(execFile)

/**
 * Reads the master keys.
 * @throws Error with one sentence for whoever starts the service; it never contains a key or a command's output
 */
export async function readMasterKeys(settings: MasterKeySettings): Promise<Buffer[]> {
  if (settings.MASTER_KEY !== undefined) return parseMasterKeys(settings.MASTER_KEY, 'MASTER_KEY')
  if (settings.MASTER_KEY_FILE !== undefined) return parseMasterKeys(await readKeyFile(settings.MASTER_KEY_FILE), 'MASTER_KEY_FILE')
  if (settings.MASTER_KEY_COMMAND !== undefined) return parseMasterKeys(await askCommand(settings.MASTER_KEY_COMMAND), 'MASTER_KEY_COMMAND')
  return parseMasterKeys(await ownKeyFile(settings.DATA_DIR), 'master.key')
}

/** @throws Error when a key is not 32 bytes of base64 */
export function parseMasterKeys(text: string, source: string): Buffer[] {
  const keys = text.split(/[\s,]+/).filter((part) => part !== '').map((part) => Buffer.from(part, 'base64'))
  if (keys.length === 0 || keys.some(({ length }) => length !== MASTER_KEY_BYTES)) {
    throw new Error(`${source} is not usable: it must be ${MASTER_KEY_BYTES} bytes written as base64 (openssl rand -base64 32), several separated by commas or lines.`)
  }
  return keys
}

async function readKeyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Error('MASTER_KEY_FILE cannot be read.', { cause })
  }
}

async function askCommand(command: string): Promise<string> {
  try {
    const { stdout } = await run('/bin/sh', ['-c', command], { timeout: COMMAND_MS, maxBuffer: 64 * 1024 })
    return stdout
  } catch {
    // The error of execFile carries the command line and its output: neither belongs in a log.
    throw new Error('MASTER_KEY_COMMAND did not answer with a key.')
  }
}

async function ownKeyFile(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, 'master.key')
  if (!existsSync(file)) {
    await mkdir(dataDirectory, { recursive: true })
    // `wx`: two first starts at once must not make two keys.
    await writeFile(file, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  return readFile(file, 'utf8')
}
