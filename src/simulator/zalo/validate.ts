/** What Zalo's consultation endpoint takes, and nothing else (wire-facts §2.1). Unknown keys are errors. */
import * as z from 'zod'
import type { BubbleButton } from '../people.ts'

const title = z.string().min(1).max(100)
const button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['oa.query.show', 'oa.query.hide']), title, payload: z.string().min(1).max(1000), image_icon: z.string().optional() }),
  z.strictObject({ type: z.literal('oa.open.phone'), title, payload: z.strictObject({ phone_code: z.string().regex(/^\+?\d{3,15}$/) }), image_icon: z.string().optional() }),
  z.strictObject({ type: z.literal('oa.open.url'), title, payload: z.strictObject({ url: z.url() }), image_icon: z.string().optional() }),
  z.strictObject({ type: z.literal('oa.open.sms'), title, payload: z.strictObject({ phone_code: z.string(), content: z.string() }), image_icon: z.string().optional() }),
])
type ZaloButton = z.infer<typeof button>

const attachment = z.union([
  z.strictObject({ type: z.literal('template'), payload: z.strictObject({ buttons: z.array(button).min(1).max(5) }) }),
  z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('media'),
      elements: z.array(z.union([z.strictObject({ media_type: z.literal('image'), url: z.url() }), z.strictObject({ media_type: z.enum(['image', 'sticker', 'gif']), attachment_id: z.string() })])).length(1),
    }),
  }),
  z.strictObject({ type: z.literal('file'), payload: z.strictObject({ token: z.string().min(1) }) }),
])

const message = z.strictObject({ text: z.string().optional(), quote_message_id: z.string().optional(), attachment: attachment.optional() })
const byUser = z.strictObject({ recipient: z.strictObject({ user_id: z.string().regex(/^\d{5,25}$/) }), message })
const byVisitor = z.strictObject({ recipient: z.strictObject({ anonymous_id: z.string().min(1), conversation_id: z.string() }), message })

export type Order = { to: string; text: string; buttons: BubbleButton[] }
export type Checked = { ok: true; order: Order } | { ok: false; code: -201 | -210; message: string }

/** Reads the body of a send. */
export function checkSend(body: unknown, to: 'user' | 'visitor'): Checked {
  const parsed = to === 'user' ? byUser.safeParse(body) : byVisitor.safeParse(body)
  if (!parsed.success) return { ok: false, code: -201, message: `${parsed.error.issues[0]?.path.join('.') ?? 'body'} is invalid!` }
  const { recipient, message: { text = '', attachment: attached } } = parsed.data
  if (text === '' && attached === undefined) return { ok: false, code: -201, message: 'message is invalid!' }
  // Zalo counts composed characters: a decomposed text that fits when composed is fine.
  if (text.normalize('NFC').length > 2000) return { ok: false, code: -210, message: 'text is over limit' }
  const buttons = attached?.type === 'template' && 'buttons' in attached.payload ? attached.payload.buttons.map(shown) : []
  const id = 'user_id' in recipient ? recipient.user_id : recipient.anonymous_id
  return { ok: true, order: { to: id, text, buttons } }
}

function shown(item: ZaloButton): BubbleButton {
  switch (item.type) {
    case 'oa.query.show':
    case 'oa.query.hide':
      return { title: item.title, payload: item.payload }
    case 'oa.open.phone':
    case 'oa.open.sms':
      return { title: item.title, phone: item.payload.phone_code }
    case 'oa.open.url':
      return { title: item.title, url: item.payload.url }
  }
}
