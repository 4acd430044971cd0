import { useCallback, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Conversation } from '../../../src/desk/api.ts'
import { BlockBar } from '../blocks/BlockBar.tsx'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { Level } from '../parts/Level.tsx'
import { remember, remembered } from '../parts/remembered.ts'
import { TAKE_NEXT_ID } from '../queue/TakeNext.tsx'
import { useMe } from '../session/useMe.ts'
import { Actions } from './Actions.tsx'
import { isByHand } from './byHand.ts'
import { OfferBar } from './OfferBar.tsx'
import { ReplyBox } from './ReplyBox.tsx'
import { SnoozeBar } from './SnoozeBar.tsx'
import { Transcript } from './Transcript.tsx'
import { useMessages } from './useMessages.ts'
import { Viewers } from './Viewers.tsx'
import { Whisper } from './Whisper.tsx'
import { WordsBox } from './WordsBox.tsx'

/** One conversation: who holds it and what may be done, what was said, and where to answer. */
export function ConversationPane({ conversation, cardOpen, onCard }: { conversation: Conversation; cardOpen: boolean; onCard: () => void }) {
  const words = useWords()
  const { t, maybe } = words
  const { data: me } = useMe()
  const [, go] = useLocation()
  const { id } = conversation
  const transcript = useMessages(id)
  const seenSeq = useRef(0)
  const [typing, setTyping] = useState(false)
  const [blurred, setBlurred] = useState(remembered('blur') === 'on')
  const mine = conversation.owner.kind === 'staff' && conversation.owner.id === me?.id
  const onRead = useCallback((seq: number) => { seenSeq.current = Math.max(seenSeq.current, seq) }, [])

  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever opens a conversation by keyboard or by ear is taken to its name, not left in the list.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  usePresence(id, typing)
  useShortcuts({ blur: toggleBlur })

  function toggleBlur() {
    remember('blur', blurred ? 'off' : 'on')
    setBlurred(!blurred)
  }

  return (
    <section className="conversation" aria-label={t('conversation.title')} data-testid="conversation" data-conversation-id={id}>
      <header className="conversation-head">
        <Link href="/" className="button-icon only-narrow" aria-label={t('conversation.back')}><Icon name="back" /></Link>
        <div className="conversation-who">
          <h2 ref={heading} tabIndex={-1}>{conversation.personName ?? t('conversation.unnamed')}</h2>
          <p>
            <Level level={conversation.urgency} />
            <span>{t(`channel.${conversation.channel}`)}</span>
            <span data-testid="owner">{ownerWords()}</span>
          </p>
        </div>
        <Actions conversation={conversation} mine={mine} seenSeq={seenSeq} onClosed={backToQueue} />
        <button type="button" className="button-icon" aria-pressed={blurred} aria-label={t('conversation.blur')} title={t('conversation.blur')} onClick={toggleBlur} data-testid="blur">
          <Icon name={blurred ? 'eyeOff' : 'eye'} />
        </button>
        <button type="button" className="button-icon only-without-card" aria-expanded={cardOpen} aria-label={t('conversation.card')} title={t('conversation.card')} onClick={onCard} data-testid="card-open">
          <Icon name="card" />
        </button>
      </header>
      <BlockBar conversation={conversation} />
      <SnoozeBar conversation={conversation} mine={mine} />
      <OfferBar conversation={conversation} mine={mine} meId={me?.id} />
      <Viewers viewers={conversation.viewers} />
      {transcript.isError && transcript.messages.length === 0 && <p className="empty problem" role="alert">{errorWords(transcript.error, words)}</p>}
      {transcript.data && (
        <Transcript
          conversation={conversation}
          messages={transcript.messages}
          more={transcript.more}
          onEarlier={transcript.readEarlier}
          meId={me?.id}
          blurred={blurred}
          onRead={onRead}
        />
      )}
      {mine && <Whisper notes={conversation.notes} meId={me?.id} />}
      {answerBox()}
    </section>
  )

  /** After a close the next child is one key away. */
  function backToQueue() {
    go('/')
    requestAnimationFrame(() => document.getElementById(TAKE_NEXT_ID)?.focus())
  }

  function answerBox() {
    if (!mine || conversation.state === 'closed') return <p className="not-mine">{notMineWords()}</p>
    return isByHand(conversation.channel)
      ? <WordsBox conversationId={id} />
      : <ReplyBox conversation={conversation} seenSeq={seenSeq} onTyping={setTyping} />
  }

  function ownerWords(): string {
    if (conversation.state === 'closed') return t('owner.closed')
    if (mine) return t('owner.me')
    return conversation.owner.kind === 'staff' ? conversation.owner.name ?? t('owner.staff') : t(`owner.${conversation.owner.kind}`)
  }

  function notMineWords(): string {
    if (conversation.state === 'closed') return closedWords()
    if (conversation.owner.kind === 'staff') return t('reply.held', { name: conversation.owner.name ?? t('owner.staff') })
    return t(conversation.block && conversation.owner.kind === 'bot' ? 'reply.blocked' : `reply.${conversation.owner.kind}`)
  }

  function closedWords(): string {
    const reason = conversation.closeReason && maybe(`closeReason.${conversation.closeReason}`)
    return reason ? `${reason}. ${t('reply.closed')}` : t('reply.closed')
  }
}
