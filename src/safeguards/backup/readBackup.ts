/** Reads a backup line by line, and refuses it as a whole when anything about it is wrong. */
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { PassThrough, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { KeyRing } from '../keyRing.ts'
import { openBackupFile } from './frames.ts'
import { headerSchema, lineSchema, type About, type Line } from './lines.ts'

/**
 * The lines of the backup at `path`, in order. That they are all there is certain only when it ends.
 * @throws Error with one sentence for whoever restores
 */
export async function* readBackup(path: string, ring: KeyRing): AsyncGenerator<Line> {
  const file = await openBackupFile(path)
  try {
    const { keyId, wrappedKey } = headerSchema.parse(JSON.parse(file.header))
    const secret = openKey(ring, keyId, wrappedKey)
    const text = new PassThrough()
    // The reader below meets the pipeline's error at its next line.
    const unpacking = pipeline(Readable.from(file.frames(secret)), createGunzip(), text).catch((error: Error) => { text.destroy(error) })
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) yield lineSchema.parse(JSON.parse(line))
    await unpacking
    if (text.errored) throw text.errored
  } finally {
    await file.close()
  }
}

/** What the backup says of itself. */
export async function readAbout(path: string, ring: KeyRing): Promise<About> {
  for await (const line of readBackup(path, ring)) {
    if (line.kind === 'about') return line
    break
  }
  throw new Error('The backup does not say what it holds.')
}

function openKey(ring: KeyRing, keyId: string, wrapped: string): Buffer {
  try {
    return ring.unwrap(keyId, Buffer.from(wrapped, 'base64'))
  } catch (cause) {
    throw new Error('The backup was made under another master key: set MASTER_KEY to the one of its day (several may stand side by side).', { cause })
  }
}
