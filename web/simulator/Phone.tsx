/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks'
import type { Act, SimDelivery, SimPerson } from '../../src/simulator/page/contract.ts'
import { Bubble } from './Bubble.tsx'
import { Composer } from './Composer.tsx'
import { useTexts } from './texts.ts'

/** How the service answered each message, by its id. */
export type Deliveries = Readonly<Record<string, SimDelivery>>

type Props = { person: SimPerson; deliveries: Deliveries; onAct(act: Act): Promise<void> }

export function Phone({ person, deliveries, onAct }: Props) {
  const texts = useTexts()
  const end = useRef<HTMLDivElement>(null)
  const { channel, chat } = person
  const unread = chat.findLast(({ author, status }) => author === 'page' && status === 'delivered')?.id
  const reported = useRef('')

  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [chat.length])

  // Who looks at this page has read what stands on it; said once for each newest message.
  useEffect(() => {
    if (unread === undefined || unread === reported.current || person.blocked || document.visibilityState !== 'visible') return
    reported.current = unread
    void onAct({ kind: 'sees' })
  })

  return (
    <section class={`phone ${channel}`} data-testid="sim-phone" data-person={person.id}>
      <header>
        <span class="face" aria-hidden="true">♡</span>
        <strong>{texts.account[channel]}</strong>
      </header>
      <div class="chat" role="log" aria-label={texts.chat.log} tabIndex={0}>
        {chat.length === 0 && <p class="empty">{texts.chat.empty}</p>}
        {chat.map((bubble, index) => (
          <Bubble
            key={bubble.id}
            bubble={bubble}
            channel={channel}
            last={index === chat.length - 1}
            delivery={deliveries[bubble.id]}
            onTap={(payload) => void onAct({ kind: 'taps', payload })}
          />
        ))}
        <div ref={end} />
      </div>
      {person.blocked && <p class="blocked">{texts.chat.blocked}</p>}
      <Composer onSend={(text) => void onAct({ kind: 'says', text })} />
    </section>
  )
}
