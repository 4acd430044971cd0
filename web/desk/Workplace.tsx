import { lazy, Suspense, useState } from 'react'
import type { Correctable } from '../../src/desk/api.ts'
import { CardPane } from './card/CardPane.tsx'
import { ConversationPane } from './conversation/ConversationPane.tsx'
import { useConversation } from './conversation/useConversation.ts'
import { useShortcuts } from './keyboard/useShortcuts.ts'
import { useWords } from './language/LanguageProvider.tsx'
import { usePresence } from './live/usePresence.ts'
import { errorWords } from './parts/errorWords.ts'
import { useMay } from './session/useMe.ts'
import { Queue } from './queue/Queue.tsx'

// Loaded at the first press.
const CorrectDialog = lazy(() => import('./correct/CorrectDialog.tsx'))

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
  const may = useMay()
  const [cardOpen, setCardOpen] = useState(false)
  const [correcting, setCorrecting] = useState<Correctable | null>(null)
  const onCorrect = data && may('conversation.correct') ? setCorrecting : undefined
  useShortcuts({ label: onCorrect && (() => onCorrect('categories')) })
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
      <CardPane conversation={data} onClose={() => setCardOpen(false)} onCorrect={onCorrect} />
      {correcting !== null && <Suspense><CorrectDialog conversation={data} first={correcting} onClose={() => setCorrecting(null)} /></Suspense>}
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
