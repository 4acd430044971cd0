/** The last line of a text that says something: where the machine's question stands. */
export function lastLine(text: string): string {
  return text.split('\n').map((line) => line.trim()).findLast((line) => line !== '') ?? ''
}
