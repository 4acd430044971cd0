/** Words as people really type them: marks off, separators off, small slips forgiven. */

/** Lower case, without Vietnamese marks, punctuation to spaces. "Gặp NGƯỜI!" → "gap nguoi". */
export function bare(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}+#/:.-]+/gu, ' ')
    .replace(/(^|\s)[.:/+-]+|[.:/-]+(?=\s|$)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Phrases made bare once; what holds no letter is no phrase. */
export function bareAll(phrases: readonly string[]): string[] {
  return [...new Set(phrases.map(bare))].filter((phrase) => phrase !== '')
}

/** The words of a bare text, politeness left out ("dạ có ạ" → "co"); all of it when nothing else is left. */
export function withoutParticles(bareText: string, particles: readonly string[]): string {
  const kept = bareText.split(' ').filter((word) => !particles.includes(word))
  return kept.length > 0 ? kept.join(' ') : bareText
}

/** Whether `typed` is `wanted` but for slips: one in four letters or more, two in nine or more. Both bare. */
export function nearly(typed: string, wanted: string): boolean {
  if (typed === wanted) return true
  const allowed = wanted.length >= 9 ? 2 : wanted.length >= 4 ? 1 : 0
  return allowed > 0 && distance(typed, wanted) <= allowed
}

const MOST_SLIPS = 2

/** Edit distance with swaps of neighbours counted as one slip; texts are short here. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_SLIPS) return MOST_SLIPS + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** Whether a bare text is one of the bare phrases; one slip is forgiven in phrases of two words or more. */
export function isPhrase(bareText: string, phrases: readonly string[]): boolean {
  return phrases.some((wanted) => bareText === wanted
    || (wanted.includes(' ') && wanted.length >= 7 && bareText.length >= 6 && distance(bareText, wanted) <= 1))
}

/** Whether a bare text contains one of the bare phrases as whole words. */
export function hasPhrase(bareText: string, phrases: readonly string[]): boolean {
  const padded = ` ${bareText} `
  return phrases.some((phrase) => padded.includes(` ${phrase} `))
}

export function wordCount(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length
}
