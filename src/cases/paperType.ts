/** What a received paper is, by its bytes. What its sender calls it counts for nothing, and what may run code is not taken. */
const latin = (text: string) => Buffer.from(text, 'latin1')

/** Media type and the ending of a saved file. */
export type PaperType = { mime: string; ending: string }

const PDF: PaperType = { mime: 'application/pdf', ending: '.pdf' }
const JPEG: PaperType = { mime: 'image/jpeg', ending: '.jpg' }
const PNG: PaperType = { mime: 'image/png', ending: '.png' }
const WEBP: PaperType = { mime: 'image/webp', ending: '.webp' }
const HEIC: PaperType = { mime: 'image/heic', ending: '.heic' }
const DOCX: PaperType = { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ending: '.docx' }
export const PAPER_TYPES = [PDF, JPEG, PNG, WEBP, HEIC, DOCX] as const

const SIGNS: readonly { type: PaperType; at: number; bytes: Buffer }[] = [
  { type: PDF, at: 0, bytes: latin('%PDF-') },
  { type: JPEG, at: 0, bytes: Buffer.from('ffd8ff', 'hex') },
  { type: PNG, at: 0, bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
  { type: WEBP, at: 8, bytes: latin('WEBP') },
  { type: HEIC, at: 4, bytes: latin('ftypheic') },
  { type: HEIC, at: 4, bytes: latin('ftypmif1') },
]
const ZIP = Buffer.from('504b0304', 'hex')

/** The type; undefined: nothing we take (a programme, a page, an archive, a Word file with macros). */
export function paperType(bytes: Buffer): PaperType | undefined {
  const found = SIGNS.find(({ at, bytes: sign }) => bytes.subarray(at, at + sign.length).equals(sign))
  if (found) return found.type
  // Names of a zip's entries stand readable in it.
  const word = bytes.subarray(0, ZIP.length).equals(ZIP) && bytes.includes('word/document.xml') && !bytes.includes('vbaProject') && !bytes.includes('word/embeddings/')
  return word ? DOCX : undefined
}
