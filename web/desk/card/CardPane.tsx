import { Link } from 'wouter'
import type { Conversation } from '../../../src/desk/api.ts'
import { BlockAct } from '../blocks/BlockAct.tsx'
import { isByHand } from '../conversation/byHand.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Level, LevelShape } from '../parts/Level.tsx'
import { useCommuneTitle } from '../queue/useCommunes.ts'
import { Keeping } from '../safeguards/Keeping.tsx'
import { useMay, useMe } from '../session/useMe.ts'
import { dayAndTime } from '../time/dates.ts'
import { CaseBlock } from './CaseBlock.tsx'
import { Categories } from './Categories.tsx'
import { Facts } from './Facts.tsx'
import { LevelForm } from './LevelForm.tsx'
import { NoteForm } from './NoteForm.tsx'
import { ReviewFlag } from './ReviewFlag.tsx'
import { Signs } from './Signs.tsx'
import { UrgencyHistory } from './UrgencyHistory.tsx'

/** What is known about the matter, beside the talk: case and clock, level and why, facts, notes, what was before. */
export function CardPane({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t, language } = useWords()
  const may = useMay()
  const { data: me } = useMe()
  const commune = useCommuneTitle(conversation.commune)
  const { id, owner } = conversation
  const heldByColleague = owner.kind === 'staff' && owner.id !== me?.id
  return (
    <aside className="card" aria-label={t('card.title')} data-testid="card">
      <header className="card-head only-without-card">
        <h2>{t('card.title')}</h2>
        <button type="button" className="button-icon" aria-label={t('card.hide')} onClick={onClose} data-testid="card-close"><Icon name="close" /></button>
      </header>
      <CaseBlock conversation={conversation} />
      <section>
        <h3>{t('card.level')}</h3>
        {may('conversation.level') && conversation.state === 'open'
          ? <LevelForm key={conversation.urgency} conversation={conversation} />
          : <Level level={conversation.urgency} />}
        <ReviewFlag conversation={conversation} />
        <Signs evidence={conversation.evidence} conversationId={id} />
        <Categories codes={conversation.categories} />
        {commune !== null && <p className="card-commune"><span className="quiet">{t('card.commune')}</span> {commune}</p>}
      </section>
      <Facts facts={conversation.facts} />
      {may('conversation.note') && <NoteForm key={id} conversationId={id} mayWhisper={may('conversation.whisper') && heldByColleague} mayCall={conversation.state === 'open' && owner.kind === 'staff' && owner.id === me?.id && !isByHand(conversation.channel)} />}
      {conversation.earlier.length > 0 && (
        <section>
          <h3>{t('card.earlier')}</h3>
          <ul className="earlier-list">
            {conversation.earlier.map((one) => (
              <li key={one.id}>
                <Link href={`/c/${one.id}`}>
                  <LevelShape level={one.urgency} />
                  <span className="only-heard">{t(`level.${one.urgency}`)}</span>
                  {dayAndTime(one.openedAt, language)}
                  {one.caseNumber !== null && <span className="quiet">{one.caseNumber}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <BlockAct conversation={conversation} />
      <UrgencyHistory changes={conversation.urgencyHistory} />
      <Keeping of={{ kind: 'conversations', id }} />
    </aside>
  )
}
