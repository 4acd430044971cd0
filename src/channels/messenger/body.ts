import type { Button } from '../../conversation/content.ts'
import { withPlainButtons } from '../wire/index.ts'
import { metadataOf } from './metadata.ts'

export const MESSENGER_TEXT_LIMIT = 2000
const MAX_QUICK_REPLIES = 13
const MAX_TITLE = 20
const MAX_PAYLOAD = 1000
const MAX_TEMPLATE_TEXT = 640
const MAX_TEMPLATE_BUTTONS = 3

/** Inside 24 hours anything is a response; after them only a human's words may go, for up to 7 days. */
export type Window = { messaging_type: 'RESPONSE' } | { messaging_type: 'MESSAGE_TAG'; tag: 'HUMAN_AGENT' }

type QuickReply = { content_type: 'text'; title: string; payload: string }
type CallButton = { type: 'phone_number'; title: string; payload: string }

export type MessengerBody = {
  recipient: { id: string }
  message: {
    text?: string
    attachment?: { type: 'template'; payload: { template_type: 'button'; text: string; buttons: CallButton[] } }
    quick_replies?: QuickReply[]
    metadata: string
  }
} & Window

type Parts = { externalId: string; messageId: string; text: string; buttons: readonly Button[]; window: Window; plain: boolean }

/**
 * The body of one send: choices as quick replies, phone numbers as call buttons where Messenger takes them
 * (full international numbers; a short number such as 111 is printed instead), everything as text when `plain`.
 */
export function messengerBody({ externalId, messageId, text, buttons, window, plain }: Parts): MessengerBody {
  const envelope = { recipient: { id: externalId }, ...window }
  const metadata = metadataOf(messageId)
  const said = text.normalize('NFC')
  const choices = buttons.filter((button) => button.phone === undefined)
  const native = !plain && choices.length <= MAX_QUICK_REPLIES && choices.every(({ payload }) => payload.length <= MAX_PAYLOAD)
  if (!native) return { ...envelope, message: { text: withPlainButtons(said, buttons).normalize('NFC'), metadata } }

  const phones = buttons.flatMap((button) => (button.phone === undefined ? [] : [{ button, international: internationalNumber(button.phone) }]))
  const long = choices.some(({ title }) => title.length > MAX_TITLE)
  const quick = choices.length > 0 ? { quick_replies: choices.map((choice, index) => quickReply(choice, long ? `${index + 1}. ` : '')) } : {}
  const calls = phones.flatMap(({ button, international }) => (international && button.title.length <= MAX_TITLE ? [callButton(button.title, international)] : []))
  const asTemplate = calls.length > 0 && calls.length === phones.length && calls.length <= MAX_TEMPLATE_BUTTONS
  const printed = [...(long ? choices : []), ...(asTemplate ? [] : phones.map(({ button }) => button))]
  const full = withPlainButtons(said, printed).normalize('NFC')
  if (!asTemplate || full.length > MAX_TEMPLATE_TEXT) return { ...envelope, message: { text: withPlainButtons(said, asTemplate ? [...printed, ...phones.map(({ button }) => button)] : printed).normalize('NFC'), ...quick, metadata } }
  return { ...envelope, message: { attachment: { type: 'template', payload: { template_type: 'button', text: full, buttons: calls } }, ...quick, metadata } }
}

export function bodyText({ message }: MessengerBody): string {
  return message.text ?? message.attachment?.payload.text ?? ''
}

/** A title too long for Messenger stands whole and numbered in the text, and cut behind its number on the button. */
function quickReply({ title, payload }: Button, number: string): QuickReply {
  const room = MAX_TITLE - number.length
  const cut = title.length <= room ? title : `${wholeWords(title.slice(0, room))}…`
  return { content_type: 'text', title: `${number}${cut}`.normalize('NFC'), payload }
}

/** Without the last, cut-off word; a single long word is cut itself. */
function wholeWords(cut: string): string {
  const end = cut.lastIndexOf(' ')
  return end > 0 ? cut.slice(0, end) : cut.slice(0, -1).toWellFormed()
}

function callButton(title: string, payload: string): CallButton {
  return { type: 'phone_number', title: title.normalize('NFC'), payload }
}

/** `0236 3…` and `+84 236 3…` → `+842363…`; undefined for short and service numbers, which have no such form. */
function internationalNumber(phone: string): string | undefined {
  const digits = phone.replace(/[\s().-]/g, '')
  if (/^\+\d{8,15}$/.test(digits)) return digits
  return /^0\d{9,10}$/.test(digits) ? `+84${digits.slice(1)}` : undefined
}
