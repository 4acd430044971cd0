/** Messages from what was pasted: a blank line stands between two. */
export function turnsOf(pasted: string): string[] {
  return pasted.normalize('NFC').split(/\n\s*\n/).map((one) => one.trim()).filter((one) => one !== '')
}
