/** A piece of a text: plain, or a number that can be called. */
export type Piece = { text: string; call?: string }

/** Finds the Centre's numbers in a sentence, written together or spaced ("1800 1581"), and nothing else. */
export function findNumbers(text: string, numbers: readonly string[]): Piece[] {
  const known = numbers.filter((number) => /^\d+$/.test(number))
  if (known.length === 0) return [{ text }]
  const spaced = known.map((number) => number.split('').join('[ .]?')).join('|')
  const pattern = new RegExp(`(^|\\D)(${spaced})(?!\\d)`, 'g')
  const pieces: Piece[] = []
  let from = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const number = found[2] ?? ''
    const at = found.index + (found[1] ?? '').length
    if (at > from) pieces.push({ text: text.slice(from, at) })
    pieces.push({ text: number, call: number.replace(/\D/g, '') })
    from = at + number.length
    // The sign before the next number may be the one behind this one.
    pattern.lastIndex = from
  }
  return from < text.length ? [...pieces, { text: text.slice(from) }] : pieces
}
