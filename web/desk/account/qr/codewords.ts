/** The bytes of a QR code (ISO/IEC 18004): text in byte mode, error correction level M, versions 1 to 16. Pure. */

/** Error-correction bytes a block, and blocks, by version. */
const LEVEL_M: readonly (readonly [bytes: number, blocks: number])[] = [
  [10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5], [30, 5], [22, 8], [22, 9], [24, 9], [24, 10], [28, 10],
]

/** Modules that hold data, whatever the level. */
function rawBytes(version: number): number {
  const modules = (16 * version + 128) * version + 64
  if (version === 1) return modules >> 3
  const aligned = Math.floor(version / 7) + 2
  return (modules - ((25 * aligned - 10) * aligned - 55) - (version >= 7 ? 36 : 0)) >> 3
}

function shape(version: number): { data: number; correction: number; blocks: number } {
  const [correction, blocks] = LEVEL_M[version - 1] ?? [0, 1]
  return { data: rawBytes(version) - correction * blocks, correction, blocks }
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16)

/** How many bytes of text a version holds. */
export function capacity(version: number): number {
  return Math.floor((shape(version).data * 8 - 4 - lengthBits(version)) / 8)
}

/** The smallest version that holds the text, and its bytes in the order they are drawn. @throws RangeError for a text too long */
export function codewords(text: string): { version: number; bytes: number[] } {
  const payload = [...new TextEncoder().encode(text)]
  const version = LEVEL_M.findIndex((_, index) => capacity(index + 1) >= payload.length) + 1
  if (version === 0) throw new RangeError('too long for a QR code of ours')
  return { version, bytes: withCorrection(fill(payload, version), version) }
}

/** Mode, length, text, end, and the two bytes that fill up in turn. */
function fill(payload: readonly number[], version: number): number[] {
  const bits = [...bitsOf(0b0100, 4), ...bitsOf(payload.length, lengthBits(version)), ...payload.flatMap((byte) => bitsOf(byte, 8))]
  const room = shape(version).data * 8
  for (let end = Math.min(4, room - bits.length); end > 0; end -= 1) bits.push(0)
  while (bits.length % 8 !== 0) bits.push(0)
  const bytes = Array.from({ length: bits.length / 8 }, (_, index) => bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0))
  for (let filler = 0xec; bytes.length * 8 < room; filler ^= 0xec ^ 0x11) bytes.push(filler)
  return bytes
}

function bitsOf(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => (value >> (length - 1 - index)) & 1)
}

/** Cut into blocks (the later ones a byte longer), each with its correction, then woven together byte by byte. */
function withCorrection(data: readonly number[], version: number): number[] {
  const { correction, blocks } = shape(version)
  const short = Math.floor(data.length / blocks)
  const longer = data.length % blocks
  const cut: number[][] = []
  for (let start = 0, index = 0; index < blocks; index += 1) {
    const end = start + short + (index >= blocks - longer ? 1 : 0)
    cut.push(data.slice(start, end))
    start = end
  }
  const divisor = generator(correction)
  return [...weave(cut), ...weave(cut.map((block) => remainder(block, divisor)))]
}

function weave(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block.slice(at, at + 1))).flat()
}

/** Multiplication in GF(256) modulo x⁸+x⁴+x³+x²+1. */
export function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    if ((b >> bit) & 1) product ^= a
  }
  return product
}

/** The product of (x − 2ⁱ), highest power first, without its leading 1. */
function generator(degree: number): number[] {
  const result = [...Array.from({ length: degree - 1 }, () => 0), 1]
  for (let step = 0, root = 1; step < degree; step += 1, root = times(root, 2)) {
    for (let at = 0; at < degree; at += 1) result[at] = times(result[at] ?? 0, root) ^ (result[at + 1] ?? 0)
  }
  return result
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    divisor.forEach((coefficient, at) => { rest[at] = (rest[at] ?? 0) ^ times(coefficient, factor) })
  }
  return rest
}
