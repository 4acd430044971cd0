import { Link } from 'wouter'
import type { Conversation, Correctable } from '../../../src/desk/api.ts'
import { BlockAct } from '../blocks/BlockAct.tsx'
import { isByHand } from '../conversation/byHand.ts'
import { CorrectButton } from '../correct/CorrectButton.tsx'
import { CorrectionHistory } from '../correct/CorrectionHistory.tsx'
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
export function CardPane({ conversation, onClose, onCorrect }: {
  conversation: Conversation
  onClose: () => void
  /** Opens what puts right; absent where one may not. */
  onCorrect: ((name: Correctable) => void) | undefined
}) {
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
        <div className="card-line">
          <div>
            <Categories codes={conversation.categories} />
            {conversation.categories.length > 0 && !conversation.corrections.some(({ name }) => name === 'categories') && <small className="quiet">{t('correct.guessed')}</small>}
          </div>
          <CorrectButton label={t('correct.openLabels')} onPress={onCorrect && (() => onCorrect('categories'))} />
        </div>
        <div className="card-line">
          <p className="card-commune"><span className="quiet">{t('card.commune')}</span> {commune ?? <em className="quiet">{t('card.unknown')}</em>}</p>
          <CorrectButton label={t('correct.openCommune')} onPress={onCorrect && (() => onCorrect('commune'))} />
        </div>
      </section>
      <Facts conversation={conversation} onCorrect={onCorrect} />
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
      <CorrectionHistory corrections={conversation.corrections} />
      <UrgencyHistory changes={conversation.urgencyHistory} />
      <Keeping of={{ kind: 'conversations', id }} />
    </aside>
  )
}
