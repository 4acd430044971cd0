/** Where a platform keeps what its users send: addresses that nobody guesses, and that run out. */
import express, { type Router } from 'express'
import { HOUR, type Clock } from './clock.ts'
import { answerWith, createFaults, isDoneAnyway, type Faults } from './faults.ts'
import { hexId } from './ids.ts'

export type SimMediaKind = 'image' | 'gif' | 'audio' | 'video' | 'file'

export type SimMedia = {
  readonly router: Router
  readonly faults: Faults
  /** Where the router can be reached; until then there are no addresses. */
  standAt(base: string): void
  /** A new address of a file of this kind; `bytes` for a file of one's own. */
  address(kind: SimMediaKind, bytes?: Buffer): string | undefined
  /** How often anybody fetched from an address. */
  fetches(address: string): number
}

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
/** Half a minute of AMR would be the same twelve bytes again and again. */
const AMR = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(260, 0x04)])
const FILES: Readonly<Record<SimMediaKind, Buffer>> = {
  image: Buffer.from(PNG, 'base64'),
  gif: Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'),
  audio: AMR,
  video: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
  file: Buffer.from('%PDF-1.4\n%%EOF\n'),
}

/** What one unverified source says of Zalo's addresses (wire-facts §1.5). */
const LIFE = HOUR / 2

export function createMedia(clock: Clock): SimMedia {
  const kept = new Map<string, { bytes: Buffer; until: number; fetches: number }>()
  const faults = createFaults()
  const router = express.Router()
  let base: string | undefined

  router.get('/:id', async (request, response) => {
    const fault = faults.take()
    if (fault?.kind === 'error' || (fault && !isDoneAnyway(fault))) return void answerWith(fault.kind === 'error' ? { kind: 'status', status: 500 } : fault, response, () => undefined)
    const one = kept.get(request.params.id)
    if (!one || one.until < clock.now()) return void response.status(404).type('html').send('<html><body>404</body></html>')
    one.fetches += 1
    return answerWith(fault, response, () => void response.type('application/octet-stream').send(one.bytes))
  })

  return {
    router,
    faults,
    standAt: (where) => void (base = where),
    address(kind, bytes = FILES[kind]) {
      if (base === undefined) return undefined
      const id = hexId(16)
      kept.set(id, { bytes, until: clock.now() + LIFE, fetches: 0 })
      return `${base}/${id}`
    },
    fetches: (address) => kept.get(address.split('/').at(-1) ?? '')?.fetches ?? 0,
  }
}

/** A sample payload with addresses that work, where there are any. */
export function withAddress(media: SimMedia | undefined, kind: string, payload: Record<string, unknown>): Record<string, unknown> {
  const address = isMediaKind(kind) ? media?.address(kind) : undefined
  if (address === undefined) return payload
  return { ...payload, url: address, ...('thumbnail' in payload ? { thumbnail: address } : {}) }
}

function isMediaKind(kind: string): kind is SimMediaKind {
  return kind in FILES
}
