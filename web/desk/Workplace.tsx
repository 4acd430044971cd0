import { useState } from 'react'
import { CardPane } from './card/CardPane.tsx'
import { ConversationPane } from './conversation/ConversationPane.tsx'
import { useConversation } from './conversation/useConversation.ts'
import { useWords } from './language/LanguageProvider.tsx'
import { usePresence } from './live/usePresence.ts'
import { errorWords } from './parts/errorWords.ts'
import { Queue } from './queue/Queue.tsx'

/** Queue, conversation and card side by side; on a phone one of them at a time. */
export function Workplace({ openId }: { openId: string | null }) {
  const { t } = useWords()
  return (
    <main className={openId === null ? 'workplace' : 'workplace workplace-open'}>
      <h1 className="only-heard">{t('app.desk')}</h1>
      <Queue openId={openId} />
      {openId === null ? <NothingOpen /> : <OpenConversation key={openId} id={openId} />}
    </main>
  )
}

function OpenConversation({ id }: { id: string }) {
  const words = useWords()
  const { data, error } = useConversation(id)
  const [cardOpen, setCardOpen] = useState(false)
  if (!data) {
    return (
      <section className="conversation conversation-empty" aria-label={words.t('conversation.title')}>
        <p className={error ? 'empty problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : words.t('common.loading')}</p>
      </section>
    )
  }
  return (
    <div className={cardOpen ? 'matter matter-card' : 'matter'}>
      <ConversationPane conversation={data} cardOpen={cardOpen} onCard={() => setCardOpen(!cardOpen)} />
      <CardPane conversation={data} onClose={() => setCardOpen(false)} />
    </div>
  )
}

function NothingOpen() {
  const { t } = useWords()
  usePresence(null, false)
  return (
    <section className="conversation conversation-empty" aria-label={t('conversation.title')}>
      <p className="empty">{t('conversation.nothing')}</p>
    </section>
  )
}
