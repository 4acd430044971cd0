/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatButton, ChatMessage } from '../../src/channels/web/wire.ts'
import { RETURN_CODE_PAYLOAD } from '../../src/conversation/returnCodePayload.ts'
import { Bubble } from './Bubble.tsx'
import { ReturnCode } from './ReturnCode.tsx'
import { QuickAnswers } from './QuickAnswers.tsx'
import { useTexts } from './language.ts'
import type { Talk, View } from './talk.ts'

type Props = { view: View; numbers: readonly string[]; onButton: (button: ChatButton) => void; onAgain: (clientId: string) => void; talk: Talk; children: ComponentChildren }

/** The talk from its beginning; what comes new is read out by a screen reader, once. */
export function Transcript({ view, numbers, onButton, onAgain, talk, children }: Props) {
  const texts = useTexts()
  const box = useRef<HTMLDivElement>(null)
  /** Has the newest message come into sight? Then its follower may be scrolled to. */
  const following = useRef(true)
  const [behind, setBehind] = useState(false)
  const { messages, pending } = view
  const last = messages[messages.length - 1]
  const waiting = useWriting(view)

  function toEnd(): void {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }

  /** To the end, but never past the beginning of the newest message: its first line matters most. */
  function toNewest(): void {
    const newest = newestIn(box.current)
    if (box.current && newest) box.current.scrollTop = Math.min(box.current.scrollHeight, newest.offsetTop - ABOVE)
  }

  useLayoutEffect(() => {
    if (following.current) toNewest()
    else setBehind(true)
  }, [messages.length, waiting])
  // One's own words are always followed.
  const before = useRef(0)
  useLayoutEffect(() => {
    if (pending.length > before.current) toEnd()
    before.current = pending.length
  }, [pending.length])
  useEffect(() => {
    const resized = () => following.current && toNewest()
    window.addEventListener('resize', resized)
    return () => window.removeEventListener('resize', resized)
  }, [])

  function scrolled(): void {
    const newest = newestIn(box.current)
    following.current = !box.current || !newest || newest.offsetTop < box.current.scrollTop + box.current.clientHeight
    if (following.current) setBehind(false)
  }

  return (
    <main class="talk" ref={box} onScroll={scrolled} tabIndex={0} aria-label={texts.talk.label}>
      {children}
      <div role="log" aria-live="polite" aria-relevant="additions" aria-label={texts.talk.label}>
        {messages.map((message, index) => (
          <Bubble key={message.clientId ?? message.id} message={message} numbers={numbers} named={isNewVoice(message, messages[index - 1])} />
        ))}
        {pending.map((item) => (
          <Bubble key={item.clientId} message={{ author: 'person', text: item.text }} numbers={numbers} named={false} sending={item.state} onAgain={() => onAgain(item.clientId)} />
        ))}
      </div>
      {waiting && (
        <p class="writing">
          <i /><i /><i />
          <span class="unseen">{texts.talk.writing}</span>
        </p>
      )}
      {last && pending.length === 0 && <QuickAnswers key={last.id} message={last} onButton={onButton} />}
      {last && pending.length === 0 && offersWayBack(view, last) && <ReturnCode talk={talk} />}
      {behind && (
        <button type="button" class="newest" onClick={toNewest}>
          {texts.talk.newest}
        </button>
      )}
    </main>
  )
}

/** At the end of a talk, and where the machine offers it. */
function offersWayBack({ state }: View, { buttons }: ChatMessage): boolean {
  return !state.open || buttons.some(({ payload }) => payload === RETURN_CODE_PAYLOAD)
}

/** Room left above a message that is scrolled to, in pixels. */
const ABOVE = 12

function newestIn(box: HTMLElement | null): HTMLElement | undefined {
  const all = box?.querySelectorAll<HTMLElement>('.said')
  return all?.[all.length - 1]
}

function isNewVoice(message: ChatMessage, before: ChatMessage | undefined): boolean {
  return message.author !== 'person' && (before?.author !== message.author || before.staffName !== message.staffName)
}

const PATIENCE_MS = 8_000

/** Somebody is about to answer: the machine for a few seconds after one's words, a person while they type. */
function useWriting({ messages, pending, state, connection }: View): boolean {
  const last = messages[messages.length - 1]
  const expected = last?.author === 'person' && pending.length === 0 && state.owner === 'bot' && state.open && connection === 'online'
  const [patient, setPatient] = useState(true)
  useEffect(() => {
    setPatient(true)
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [last?.id])
  return state.typing === true || (expected && patient)
}
