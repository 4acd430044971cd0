import type { Fact } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { factWords } from './factWords.ts'

/** The few facts that matter first. What is not known says so: never an empty field, never a "no". */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const words = useWords()
  const { t, maybe } = words
  return (
    <section>
      <h3>{t('card.facts')}</h3>
      <dl className="facts" data-testid="facts">
        {facts.map((fact) => (
          <div key={fact.name} data-fact={fact.name} data-status={fact.status}>
            <dt>{maybe(`fact.${fact.name}`) ?? fact.name}</dt>
            <dd className={fact.status === 'value' ? undefined : 'unknown'}>{factWords(fact, words)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
