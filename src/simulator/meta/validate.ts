/** What the Send API takes, and nothing else (wire-facts §4). Unknown keys are errors. */
import * as z from 'zod'
import type { BubbleButton } from '../people.ts'

const composed = (limit: number) => z.string().min(1).refine((value) => value.normalize('NFC').length <= limit, { error: `over ${limit} characters` })

const quickReply = z.strictObject({ content_type: z.literal('text'), title: composed(20), payload: z.string().min(1).max(1000), image_url: z.url().optional() })
const templateButton = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('postback'), title: composed(20), payload: z.string().min(1).max(1000) }),
  z.strictObject({ type: z.literal('phone_number'), title: composed(20), payload: z.string().regex(/^\+\d{8,15}$/) }),
  z.strictObject({ type: z.literal('web_url'), title: composed(20), url: z.url() }),
])
const template = z.strictObject({
  type: z.literal('template'),
  payload: z.strictObject({ template_type: z.literal('button'), text: composed(640), buttons: z.array(templateButton).min(1).max(3) }),
})
const message = z
  .strictObject({
    text: composed(2000).optional(),
    attachment: template.optional(),
    quick_replies: z.array(quickReply).max(13).optional(),
    metadata: z.string().max(1000).optional(),
  })
  .refine(({ text, attachment }) => (text === undefined) !== (attachment === undefined), { error: 'message needs text or an attachment, not both' })

const recipient = z.strictObject({ id: z.string().regex(/^\d{5,25}$/) })
const sendSchema = z.union([
  z.strictObject({ recipient, messaging_type: z.enum(['RESPONSE', 'UPDATE']), message }),
  z.strictObject({ recipient, messaging_type: z.literal('MESSAGE_TAG'), tag: z.string(), message }),
  z.strictObject({ recipient, sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen']) }),
])

export type Order = { kind: 'action'; to: string } | { kind: 'message'; to: string; tag: string | undefined; text: string; buttons: BubbleButton[]; metadata: string | undefined }

/** Reads the body of a send; `problem` is what Meta would say of it. */
export function checkSend(body: unknown): { ok: true; order: Order } | { ok: false; problem: string } {
  const parsed = sendSchema.safeParse(body)
  if (!parsed.success) return { ok: false, problem: parsed.error.issues[0]?.message ?? 'invalid' }
  const { data } = parsed
  if ('sender_action' in data) return { ok: true, order: { kind: 'action', to: data.recipient.id } }
  const { text, attachment, quick_replies: quick = [], metadata } = data.message
  const buttons = [...(attachment?.payload.buttons ?? []).map(shown), ...quick.map(({ title, payload }) => ({ title, payload }))]
  return { ok: true, order: { kind: 'message', to: data.recipient.id, tag: 'tag' in data ? data.tag : undefined, text: text ?? attachment?.payload.text ?? '', buttons, metadata } }
}

function shown(button: z.infer<typeof templateButton>): BubbleButton {
  switch (button.type) {
    case 'postback':
      return { title: button.title, payload: button.payload }
    case 'phone_number':
      return { title: button.title, phone: button.payload }
    case 'web_url':
      return { title: button.title, url: button.url }
  }
}
