/** The square of a QR code: which modules are dark. Pure; the drawing is QrCode.tsx. */
import { codewords } from './codewords.ts'

/** Rows of modules, true is dark. A module that is `undefined` on the way is still free for data. */
type Square = (boolean | undefined)[][]

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0,
  (y) => y % 2 === 0,
  (_, x) => x % 3 === 0,
  (y, x) => (y + x) % 3 === 0,
  (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0,
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
]

/** The modules of a text, in the mask that is easiest to read. @throws RangeError for a text too long */
export function modulesOf(text: string): boolean[][] {
  const { version, bytes } = codewords(text)
  const drawn = MASKS.map((_, mask) => draw(version, bytes, mask))
  return drawn.reduce((best, one) => (unrest(one) < unrest(best) ? one : best))
}

function draw(version: number, bytes: readonly number[], mask: number): boolean[][] {
  const size = version * 4 + 17
  const square: Square = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined))
  const set = (y: number, x: number, dark: boolean) => {
    const row = square[y]
    if (row && x >= 0 && x < size) row[x] = dark
  }
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  for (const [y, x] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) eye(set, y, x, 4)
  alignment(version).forEach((y, i, places) => places.forEach((x, j) => {
    const last = places.length - 1
    if (!((i === 0 && (j === 0 || j === last)) || (i === last && j === 0))) eye(set, y, x, 2)
  }))
  if (version >= 7) {
    const bits = (version << 12) | division(version, 12, 0x1f25)
    for (let at = 0; at < 18; at += 1) {
      set(Math.floor(at / 3), size - 11 + (at % 3), bit(bits, at))
      set(size - 11 + (at % 3), Math.floor(at / 3), bit(bits, at))
    }
  }
  format(set, size, mask)
  pour(square, bytes, mask)
  return square.map((row) => row.map((dark) => dark === true))
}

/** Rings around a middle: dark, light, dark; the light edge around the three big ones is the outermost ring. */
function eye(set: (y: number, x: number, dark: boolean) => void, y: number, x: number, radius: number): void {
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      const ring = Math.max(Math.abs(dy), Math.abs(dx))
      set(y + dy, x + dx, radius === 4 ? ring !== 2 && ring !== 4 : ring !== 1)
    }
  }
}

function alignment(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - step * (count - 2 - index))]
}

/** Level M (00) and mask, twice, with its own correction. */
function format(set: (y: number, x: number, dark: boolean) => void, size: number, mask: number): void {
  const bits = ((mask << 10) | division(mask, 10, 0x537)) ^ 0x5412
  for (let at = 0; at < 15; at += 1) {
    const dark = bit(bits, at)
    if (at < 6) set(at, 8, dark)
    else if (at < 8) set(at + 1, 8, dark)
    else if (at === 8) set(8, 7, dark)
    else set(8, 14 - at, dark)
    if (at < 8) set(8, size - 1 - at, dark)
    else set(size - 15 + at, 8, dark)
  }
  set(size - 8, 8, true)
}

/** Up and down in columns two wide, from the right, around what is taken. */
function pour(square: Square, bytes: readonly number[], mask: number): void {
  const size = square.length
  const masked = MASKS[mask] ?? (() => false)
  let next = 0
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const upwards = ((right < 6 ? right + 1 : right) + 1) % 4 < 2 === (size % 4 === 1)
    for (let step = 0; step < size; step += 1) {
      const y = upwards ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        const row = square[y]
        if (!row || row[x] !== undefined) continue
        row[x] = bit(bytes[next >> 3] ?? 0, 7 - (next & 7)) !== masked(y, x)
        next += 1
      }
    }
  }
}

function bit(value: number, at: number): boolean {
  return ((value >> at) & 1) === 1
}

/** The remainder of value·x^degree by a polynomial: the correction of format and version. */
function division(value: number, degree: number, polynomial: number): number {
  let rest = value
  for (let step = 0; step < degree; step += 1) rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial)
  return rest
}

/** What makes a square hard to read: long runs, blocks, and more dark than light or less. */
function unrest(square: readonly (readonly boolean[])[]): number {
  const columns = square.map((_, x) => square.map((row) => row[x] === true))
  const runs = [...square, ...columns].reduce((sum, line) => sum + runsOf(line), 0)
  const blocks = square.reduce((sum, row, y) => sum + row.filter((dark, x) => dark === row[x + 1] && dark === square[y + 1]?.[x] && dark === square[y + 1]?.[x + 1]).length * 3, 0)
  const dark = square.flat().filter(Boolean).length / square.length ** 2
  return runs + blocks + Math.floor(Math.abs(dark - 0.5) * 20) * 10
}

function runsOf(line: readonly boolean[]): number {
  const text = line.map(Number).join('')
  const same = (text.match(/0{5,}|1{5,}/g) ?? []).reduce((sum, run) => sum + run.length - 2, 0)
  return same + (text.match(/(?=10111010000|00001011101)/g) ?? []).length * 40
}
