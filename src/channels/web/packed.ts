/** Built files as small as the browser can take them: packed once, kept in memory (a few dozen kilobytes in all). */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'

const PACKERS = { br: promisify(brotliCompress), gzip: promisify(gzip) } as const
/** What the chat builds; anything else is left to who comes next. */
const FILE = /^\/[\w-]+\.(js|css)$/

/**
 * Serves scripts and styles of a directory with brotli or gzip, where the browser takes them. Names change with the
 * content, so nothing is ever stale, and nothing anybody wrote is in them (no secret to be guessed by its length).
 */
export function packedFiles(directory: string): RequestHandler {
  const packed = new Map<string, Promise<Buffer>>()

  function pack(name: string, encoding: keyof typeof PACKERS): Promise<Buffer> {
    const key = `${encoding}:${name}`
    const known = packed.get(key)
    if (known) return known
    const made = readFile(join(directory, name)).then((bytes) => PACKERS[encoding](bytes))
    packed.set(key, made)
    made.catch(() => packed.delete(key))
    return made
  }

  return async (request, response, next) => {
    const encoding = request.acceptsEncodings('br') || request.acceptsEncodings('gzip')
    const kind = FILE.exec(request.path)?.[1]
    if ((request.method !== 'GET' && request.method !== 'HEAD') || kind === undefined || (encoding !== 'br' && encoding !== 'gzip')) return next()
    const bytes = await pack(request.path, encoding).catch(() => undefined)
    if (!bytes) return next()
    response.set({ 'Content-Encoding': encoding, Vary: 'Accept-Encoding', 'Cache-Control': 'public, max-age=31536000, immutable' }).type(kind).send(bytes)
  }
}
