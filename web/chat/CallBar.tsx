/** @jsxImportSource preact */
import type { PublicCentre } from '../../src/channels/web/wire.ts'
import { spaced } from '../../src/channels/web/number.ts'
import { useTexts } from './language.ts'

const SHOWN = ['child111', 'police', 'ambulance', 'hotline'] as const

/** Always in sight: one tap calls. */
export function CallBar({ centre }: { centre: PublicCentre }) {
  const texts = useTexts()
  return (
    <nav class="calls" aria-label={texts.call.label}>
      {SHOWN.map((name) => {
        const number = centre.numbers[name]
        return (
          <a key={name} class="call" href={`tel:${number}`} data-testid={name === 'child111' ? 'call-111' : undefined}>
            <b>{spaced(number)}</b> <span>{texts.call[name]}</span>
          </a>
        )
      })}
    </nav>
  )
}
