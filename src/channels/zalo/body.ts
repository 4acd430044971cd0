import type { Button } from '../../conversation/content.ts'
import { withPlainButtons } from '../wire/index.ts'
import { recipientOf, type ZaloRecipient } from './address.ts'
import { tapText } from './tap.ts'

export const ZALO_TEXT_LIMIT = 2000
const MAX_BUTTONS = 5
const MAX_TITLE = 100
const MAX_PAYLOAD = 1000

type ZaloButton =
  | { title: string; type: 'oa.query.hide'; payload: string }
  | { title: string; type: 'oa.open.phone'; payload: { phone_code: string } }

export type ZaloBody = {
  recipient: ZaloRecipient
  message: { text: string; attachment?: { type: 'template'; payload: { buttons: ZaloButton[] } } }
}

/** Whether these buttons can go as Zalo buttons at all. */
export function fitsButtons(buttons: readonly Button[]): boolean {
  return buttons.length > 0 && buttons.length <= MAX_BUTTONS && buttons.every((button) => button.title.length <= MAX_TITLE && tapText(button).length <= MAX_PAYLOAD)
}

/** The body of one send. `plain` prints the buttons as numbered text, for clients and accounts without them. */
export function zaloBody(message: { externalId: string; text: string; buttons: readonly Button[]; plain: boolean }): ZaloBody {
  const recipient = recipientOf(message.externalId)
  const text = message.text.normalize('NFC')
  if (message.plain || !fitsButtons(message.buttons)) return { recipient, message: { text: withPlainButtons(text, message.buttons).normalize('NFC') } }
  return { recipient, message: { text, attachment: { type: 'template', payload: { buttons: message.buttons.map(zaloButton) } } } }
}

/** `hide`: with `show`, Zalo would print the payload, a code, as the person's own words. */
function zaloButton({ title, payload, phone }: Button): ZaloButton {
  if (phone !== undefined) return { title, type: 'oa.open.phone', payload: { phone_code: phone } }
  return { title: title.normalize('NFC'), type: 'oa.query.hide', payload: tapText({ title, payload }) }
}
