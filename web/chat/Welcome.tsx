/** @jsxImportSource preact */
import type { PublicCentre } from '../../src/channels/web/wire.ts'
import { spaced } from '../../src/channels/web/number.ts'
import { useTexts } from './language.ts'
import { ComeBack } from './ComeBack.tsx'
import { ReturnCode } from './ReturnCode.tsx'
import type { Talk } from './talk.ts'
import { filled, type Language } from './texts.ts'

type Props = { centre: PublicCentre; language: Language; onStart: (() => void) | undefined; talk: Talk }

/** What stands at the top of every talk: who is here, and how to stay safe on this device. */
export function Welcome({ centre, language, onStart, talk }: Props) {
  const texts = useTexts()
  const { hello, anything, machine, nameless, start } = texts.welcome
  return (
    <section class="welcome">
      <p class="hello">{hello}</p>
      <p>{anything} {nameless}</p>
      <p>{filled(machine, { centre: centre.name[language] })}</p>
      <Safety number={spaced(centre.numbers.child111)} />
      {onStart && (
        <button type="button" class="start" onClick={onStart} data-testid="chat-start">
          {start}
        </button>
      )}
      {onStart ? (
        <ComeBack talk={talk} />
      ) : (
        <details class="safety" data-testid="way-back">
          <summary>{texts.back.offer}</summary>
          <ReturnCode talk={talk} />
        </details>
      )}
    </section>
  )
}

function Safety({ number }: { number: string }) {
  const texts = useTexts()
  const { question, exit, history, remove, keep, phone } = texts.safety
  return (
    <details class="safety" data-testid="safety">
      <summary>{question}</summary>
      <ul>
        {[exit, history, remove, keep, filled(phone, { number })].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
