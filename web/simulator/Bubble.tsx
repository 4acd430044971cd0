/** @jsxImportSource preact */
import type { SimChannel, SimDelivery, SimPerson } from '../../src/simulator/page/contract.ts'
import { filled, useTexts, type Texts } from './texts.ts'

type Props = {
  bubble: SimPerson['chat'][number]
  channel: SimChannel
  last: boolean
  delivery: SimDelivery | undefined
  onTap(payload: string): void
}

export function Bubble({ bubble, channel, last, delivery, onTap }: Props) {
  const texts = useTexts()
  const mine = bubble.author === 'person'
  // Messenger takes its quick replies away as soon as anything follows; Zalo's buttons stay.
  const buttons = bubble.buttons.filter(({ payload }) => payload === undefined || channel === 'zalo' || last)
  return (
    <div class={`line ${mine ? 'mine' : 'theirs'}`}>
      <div class="bubble" data-testid="sim-bubble" data-author={bubble.author} data-status={bubble.status}>{shownText(bubble.text, texts)}</div>
      {buttons.length > 0 && (
        <div class="buttons">
          {buttons.map(({ title, payload, phone, url }) =>
            payload === undefined ? (
              <a key={title} class="button" href={phone === undefined ? url : `tel:${phone}`} data-testid="sim-call">{title}</a>
            ) : (
              <button key={payload} type="button" class="button" data-testid="sim-button" data-payload={payload} onClick={() => onTap(payload)}>{title}</button>
            ),
          )}
        </div>
      )}
      <small>{mine ? webhookText(delivery, texts) : texts.status[bubble.status]}</small>
    </div>
  )
}

function webhookText(delivery: SimDelivery | undefined, { webhook }: Texts): string {
  if (delivery === undefined) return ''
  if (delivery.status === 0) return webhook.silent
  return delivery.status === 200 ? filled(webhook.ok, { ms: delivery.milliseconds }) : filled(webhook.refused, { status: delivery.status })
}

/** What is not text stands in the chat as `[kind]`. */
function shownText(text: string, { media }: Texts): string {
  const kind = /^\[(\w+)\]$/.exec(text)?.[1]
  const name = Object.entries(media).find(([key]) => key === kind)?.[1]
  return name === undefined ? text : `▣ ${name}`
}
