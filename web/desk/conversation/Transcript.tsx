import { useEffect, useMemo, useRef, useState } from 'react'
import type { Conversation, Message } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import type { WordKey } from '../language/words.ts'
import { MediaProvider } from '../media/MediaProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { markSeen } from '../queue/seen.ts'
import { dayWords, timeOfDay } from '../time/dates.ts'
import { BotSteps } from './BotSteps.tsx'
import { MessageBubble } from './MessageBubble.tsx'
import { transcriptItems } from './transcriptItems.ts'
import type { TranscriptItem } from './transcriptItems.ts'
import { useStickToEnd } from './useStickToEnd.ts'

/** The whole conversation, oldest first, kept at its end while the reader is there. */
export function Transcript({ conversation, messages, more, onEarlier, meId, blurred, onRead }: {
  conversation: Conversation
  messages: readonly Message[]
  more: boolean
  onEarlier: () => Promise<void>
  meId: string | undefined
  blurred: boolean
  /** The newest message that was before the reader's eyes. */
  onRead: (seq: number) => void
}) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const lastSeq = messages.at(-1)?.seq ?? 0
  const { atEnd, onScroll, toEnd, keepPlace } = useStickToEnd(scroller, lastSeq)
  const [loadingEarlier, setLoadingEarlier] = useState(false)
  const { notes, urgencyHistory } = conversation
  const items = useMemo(
    () => transcriptItems({ messages, notes, changes: urgencyHistory, more }),
    [messages, notes, urgencyHistory, more],
  )
  const lastStaff = messages.findLast(({ author }) => author === 'staff')?.id
  const arrived = messages.findLast(({ direction }) => direction === 'in')

  useEffect(() => {
    if (!atEnd || lastSeq === 0) return
    const read = () => {
      if (document.visibilityState !== 'visible') return
      markSeen(conversation.id, lastSeq)
      onRead(lastSeq)
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [atEnd, lastSeq, conversation.id, onRead])

  async function earlier() {
    setLoadingEarlier(true)
    await keepPlace(onEarlier).catch(() => {
      // The banner says that the service is away; the button stays for another try.
    })
    setLoadingEarlier(false)
  }

  return (
    <div className="transcript-frame">
      <div ref={scroller} className={blurred ? 'transcript transcript-blurred' : 'transcript'} onScroll={onScroll} tabIndex={0} role="region" aria-label={t('conversation.transcript')}>
        {more && (
          <button type="button" className="button-quiet earlier" disabled={loadingEarlier} onClick={() => { void earlier() }}>{t('conversation.earlier')}</button>
        )}
        <MediaProvider conversationId={conversation.id} messages={messages}>
          {items.map((item) => <Item key={item.key} item={item} personName={conversation.personName} meId={meId} lastStaff={lastStaff} />)}
        </MediaProvider>
      </div>
      {!atEnd && <button type="button" className="to-end" onClick={toEnd}><Icon name="down" />{t('conversation.toEnd')}</button>}
      <Arrival message={arrived} blurred={blurred} />
    </div>
  )
}

function Item({ item, personName, meId, lastStaff }: { item: TranscriptItem; personName: string | null; meId: string | undefined; lastStaff: string | undefined }) {
  const { t, language } = useWords()
  switch (item.kind) {
    case 'day':
      return <h3 className="day">{dayWords(item.at, language)}</h3>
    case 'message':
      return <MessageBubble message={item.message} personName={personName} meId={meId} showDelivery={item.message.id === lastStaff} />
    case 'bot':
      return <BotSteps messages={item.messages} />
    case 'note':
      return (
        <article className={item.note.whisper ? 'note note-whisper' : 'note'} data-testid="note">
          <header><Icon name={item.note.contact === null ? 'lock' : 'phone'} /><span>{t(noteKey(item.note), { name: item.note.by.name })}</span><time dateTime={item.note.at}>{timeOfDay(item.note.at, language)}</time></header>
          <p className="message-text">{item.note.text}</p>
        </article>
      )
    case 'level':
      return (
        <p className={`event level-${item.change.to}`}>
          <LevelShape level={item.change.to} />
          {item.change.by
            ? t('levels.byHuman', { name: item.change.by.name, level: t(`level.${item.change.to}`) })
            : t('levels.byMachine', { level: t(`level.${item.change.to}`) })}
        </p>
      )
  }
}

/** Tells a screen reader what has just come in, not what was there when the conversation opened. */
function Arrival({ message, blurred }: { message: Message | undefined; blurred: boolean }) {
  const { t } = useWords()
  const [openedWith] = useState(message?.seq ?? 0)
  const isNew = message !== undefined && message.seq > openedWith
  return (
    <p className="only-heard" aria-live="polite" data-testid="arrival">
      {isNew && (blurred || message.text === '' ? t('conversation.arrived') : t('conversation.arrivedText', { text: message.text }))}
    </p>
  )
}

function noteKey({ whisper, contact }: Conversation['notes'][number]): WordKey {
  if (contact !== null) return contact === 'spoke' ? 'note.spokeBy' : 'note.noAnswerBy'
  return whisper ? 'note.whisperBy' : 'note.by'
}
