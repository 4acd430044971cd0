/**
 * Cuts a text into pieces of at most `limit` UTF-16 units: at the end of a paragraph, else of a sentence,
 * else between words, and inside a word only when one word fills a piece. No piece is empty; nothing but
 * white space at the cuts is lost.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text.normalize('NFC').trim()
  while (rest.length > limit) {
    const end = cutAt(rest, limit)
    pieces.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

/** In order of preference; each finds the last place in the window where a cut reads well. */
const CUTS = [/[\s\S]*\n\s*\n/, /[\s\S]*[.!?…]["'”’)]?(?=\s)/, /[\s\S]*(?=\s)/]

function cutAt(text: string, limit: number): number {
  // One unit beyond the limit lets a cut see the white space that follows a piece that just fits.
  const window = text.slice(0, limit + 1)
  for (const [index, cut] of CUTS.entries()) {
    const end = cut.exec(window)?.[0].trimEnd().length ?? 0
    // A paragraph or sentence end in the first third would leave a crumb: look for the next best.
    if (end > (index === CUTS.length - 1 ? 0 : limit / 3) && end <= limit) return end
  }
  const lastWhole = text.codePointAt(limit - 1) ?? 0
  return lastWhole > 0xffff && limit > 1 ? limit - 1 : limit
}
