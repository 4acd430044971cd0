import type { Conversation, Correctable } from '../../../src/desk/api.ts'
import { CorrectButton } from '../correct/CorrectButton.tsx'
import { useWords } from '../language/LanguageProvider.tsx'
import { factWords } from './factWords.ts'

/** The few facts that matter first. What is not known says so: never an empty field, never a "no". What a human put right names them. */
export function Facts({ conversation, onCorrect }: { conversation: Conversation; onCorrect: ((name: Correctable) => void) | undefined }) {
  const words = useWords()
  const { t, maybe } = words
  const { facts, corrections, reporter } = conversation
  const writing = { name: 'reporter', status: reporter === 'unknown' ? 'unknown' : 'value', value: reporter === 'unknown' ? null : reporter } as const
  return (
    <section>
      <div className="card-line">
        <h3>{t('card.facts')}</h3>
        <CorrectButton label={t('correct.openFacts')} onPress={onCorrect && (() => onCorrect('age'))} />
      </div>
      <dl className="facts" data-testid="facts">
        {[writing, ...facts].map((fact) => (
          <div key={fact.name} data-fact={fact.name} data-status={fact.status}>
            <dt>{maybe(`fact.${fact.name}`) ?? fact.name}</dt>
            <dd className={fact.status === 'value' ? undefined : 'unknown'}>
              {factWords(fact, words)}
              {by(fact.name)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )

  function by(name: string) {
    const latest = corrections.findLast((one) => one.name === name)
    return latest && <small className="fact-by">{t('correct.mark', { name: latest.by.name })}</small>
  }
}
