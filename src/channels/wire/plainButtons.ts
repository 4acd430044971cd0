import type { Button } from '../../conversation/content.ts'

/** Where a channel has no buttons, or not these: each on its own line, numbered so that "2" is an answer. Phone numbers are not choices. */
export function withPlainButtons(text: string, buttons: readonly Button[]): string {
  const choices = buttons.filter((button) => button.phone === undefined)
  const lines = [...choices.map((button, index) => `${index + 1}. ${button.title}`), ...buttons.flatMap((button) => phoneLine(button) ?? [])]
  return [text, ...lines].filter((line) => line !== '').join('\n')
}

function phoneLine({ title, phone }: Button): string | undefined {
  if (phone === undefined) return undefined
  return title.includes(phone) ? title : `${title}: ${phone}`
}
