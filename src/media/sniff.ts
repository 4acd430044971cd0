/** What a file is, by its first bytes. What the sender or the platform calls it counts for nothing. */

type Sign = { mime: string; at?: number; bytes: string }

const latin = (text: string) => Buffer.from(text, 'latin1').toString('hex')

/** The beginnings of the formats that telephones make. `bytes` in hexadecimal; the first that fits counts. */
const SIGNS: readonly Sign[] = [
  { mime: 'image/jpeg', bytes: 'ffd8ff' },
  { mime: 'image/png', bytes: '89504e470d0a1a0a' },
  { mime: 'image/gif', bytes: latin('GIF8') },
  { mime: 'image/webp', at: 8, bytes: latin('WEBP') },
  { mime: 'image/heic', at: 4, bytes: latin('ftypheic') },
  { mime: 'image/heic', at: 4, bytes: latin('ftypmif1') },
  { mime: 'audio/mp4', at: 4, bytes: latin('ftypM4A') },
  { mime: 'video/quicktime', at: 4, bytes: latin('ftypqt') },
  { mime: 'video/3gpp', at: 4, bytes: latin('ftyp3g') },
  { mime: 'video/mp4', at: 4, bytes: latin('ftyp') },
  { mime: 'video/webm', bytes: '1a45dfa3' },
  { mime: 'audio/amr', bytes: latin('#!AMR') },
  { mime: 'audio/ogg', bytes: latin('OggS') },
  { mime: 'audio/wav', at: 8, bytes: latin('WAVE') },
  { mime: 'audio/mpeg', bytes: latin('ID3') },
  { mime: 'audio/aac', bytes: 'fff1' },
  { mime: 'audio/aac', bytes: 'fff9' },
  { mime: 'audio/mpeg', bytes: 'fffb' },
  { mime: 'audio/mpeg', bytes: 'fff3' },
  { mime: 'application/pdf', bytes: latin('%PDF-') },
  { mime: 'application/zip', bytes: '504b0304' },
]

export const UNKNOWN = 'application/octet-stream'

/** The media type, or {@link UNKNOWN}. Never a type that a browser would run. */
export function sniff(bytes: Buffer): string {
  return SIGNS.find(({ at = 0, bytes: sign }) => bytes.subarray(at, at + sign.length / 2).toString('hex') === sign)?.mime ?? UNKNOWN
}

/** Whether it can be what the person sent: a page of an error is no picture and no recording. Files may be anything. */
export function fitsKind(kind: string, mime: string, bytes: Buffer): boolean {
  if (bytes.length === 0) return false
  return kind === 'file' || /^(image|audio|video)\//.test(mime)
}
