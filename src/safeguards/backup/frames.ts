/**
 * The file of a backup: one line that says what it is, one line of header, then encrypted frames. Each frame is
 * bound to the header, its place and whether it is the last, so that nothing can be cut off, swapped or mixed with
 * another backup. The key of a backup is its own, wrapped by the master key.
 */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { invariant } from '../../errors.ts'
import { decrypt, encrypt } from '../cipher.ts'

export const MAGIC = 'LANG-NGHE-BACKUP 1'
const FRAME_BYTES = 1024 * 1024
const LENGTH_BYTES = 4

/** Cuts a stream into frames, the last one marked. */
export async function* sealFrames(secret: Buffer, header: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const seal = (data: Buffer, place: number, end: 'more' | 'last') => {
    const sealed = encrypt(secret, contextOf(header, place, end), data)
    const length = Buffer.alloc(LENGTH_BYTES)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  let place = 0
  let held: Buffer[] = []
  let size = 0
  for await (const piece of bytes) {
    held.push(piece)
    size += piece.length
    if (size < FRAME_BYTES) continue
    yield seal(Buffer.concat(held), place, 'more')
    place += 1
    held = []
    size = 0
  }
  yield seal(Buffer.concat(held), place, 'last')
}

export type BackupFile = { readonly header: string; frames(secret: Buffer): AsyncGenerator<Buffer>; close(): Promise<void> }

/** Opens a backup. @throws Error with a sentence when it is none. */
export async function openBackupFile(path: string): Promise<BackupFile> {
  const file = await open(path, 'r').catch((cause: unknown) => { throw new Error(`The backup cannot be read: ${path}`, { cause }) })
  const start = Buffer.alloc(64 * 1024)
  const { bytesRead } = await file.read(start, 0, start.length, 0)
  const [magic, header] = start.subarray(0, bytesRead).toString('utf8').split('\n')
  if (magic !== MAGIC || header === undefined) {
    await file.close()
    throw new Error(`This is no backup of Lắng Nghe: ${path}`)
  }
  const first = Buffer.byteLength(`${magic}\n${header}\n`)

  async function* frames(secret: Buffer): AsyncGenerator<Buffer> {
    let at = first
    for (let place = 0; ; place += 1) {
      const sealed = await readFrame(at)
      at += LENGTH_BYTES + sealed.length
      const last = await atEnd(at)
      yield openFrame(secret, contextOf(header ?? '', place, last ? 'last' : 'more'), sealed)
      if (last) return
    }
  }

  async function readFrame(at: number): Promise<Buffer> {
    const length = Buffer.alloc(LENGTH_BYTES)
    const head = await file.read(length, 0, LENGTH_BYTES, at)
    const sealed = Buffer.alloc(head.bytesRead === LENGTH_BYTES ? Math.min(length.readUInt32BE(), 64 * FRAME_BYTES) : 0)
    const body = await file.read(sealed, 0, sealed.length, at + LENGTH_BYTES)
    if (sealed.length === 0 || body.bytesRead < sealed.length) throw new Error('The backup is cut off: it was not written to its end.')
    return sealed
  }

  async function atEnd(at: number): Promise<boolean> {
    return (await file.read(Buffer.alloc(1), 0, 1, at)).bytesRead === 0
  }

  return { header, frames, close: () => file.close() }
}

function openFrame(secret: Buffer, context: string, sealed: Buffer): Buffer {
  try {
    return decrypt(secret, context, sealed)
  } catch (cause) {
    throw new Error('The backup was changed or cut off: it does not open.', { cause })
  }
}

function contextOf(header: string, place: number, end: 'more' | 'last'): string {
  invariant(place >= 0, 'frames are counted from 0')
  return `backup:${createHash('sha256').update(header).digest('base64')}:${place}:${end}`
}
