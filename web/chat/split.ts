/** What the server takes in one message; see LONGEST_TEXT there. */
export const LONGEST = 2000

/**
 * A long story becomes several messages, cut where a sentence or a word ends, so that nothing anybody wrote
 * is refused or lost.
 */
export function splitText(text: string, longest = LONGEST): string[] {
  const parts: string[] = []
  let rest = text.normalize('NFC').trim()
  while (rest.length > longest) {
    const end = cutBefore(rest, longest)
    parts.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return rest === '' ? parts : [...parts, rest]
}

/** The best place to cut in the second half of the first `longest` characters; never inside a pair. */
function cutBefore(text: string, longest: number): number {
  const head = text.slice(0, longest)
  for (const sign of ['\n', '. ', ' ']) {
    const at = head.lastIndexOf(sign)
    if (at >= longest / 2) return at + 1
  }
  return /[\uD800-\uDBFF]$/.test(head) ? longest - 1 : longest
}
