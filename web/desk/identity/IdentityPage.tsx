import { useState } from 'react'
import type { FormEvent } from 'react'
import type { IdentityFound } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'
import { RevealDialog } from './RevealDialog.tsx'

const isFound = withFields<IdentityFound>('people')
type Person = IdentityFound['people'][number]

/** For the custodian: whom a case number means, masked; opened one at a time, for a reason. */
export default function IdentityPage() {
  const words = useWords()
  const { t, language } = words
  const [people, setPeople] = useState<readonly Person[]>()
  const [opening, setOpening] = useState<Person>()
  const [problem, setProblem] = useState('')

  async function find(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text')).trim()
    setProblem('')
    try {
      setPeople((await read(`/identity?text=${encodeURIComponent(text)}`, isFound)).people)
    } catch (error) {
      setPeople(undefined)
      setProblem(errorWords(error, words))
    }
  }

  return (
    <main className="wall account-page" data-testid="identity">
      <h1>{t('identity.title')}</h1>
      <p className="quiet">{t('identity.lead')}</p>
      <section className="panel" aria-label={t('identity.findDo')}>
        <form className="account-form" onSubmit={(event) => { void find(event) }}>
          <label className="field">{t('identity.find')}<input name="text" required minLength={3} maxLength={200} autoComplete="off" data-testid="identity-text" /></label>
          <div className="account-buttons"><button type="submit" className="button-main" data-testid="identity-find">{t('identity.findDo')}</button></div>
        </form>
        <p className="problem" role="alert">{problem}</p>
        <p className="quiet" role="status">{people?.length === 0 ? t('identity.none') : ''}</p>
        {people && people.length > 0 && (
          <ul className="account-list">
            {people.map((person) => (
              <li key={person.conversationId} data-testid="identity-row">
                <div>
                  <strong>{person.maskedName ?? t('identity.noName')}</strong> <span className="chip">{t(`channel.${person.channel}`)}</span>
                  <p className="quiet">{person.caseNumber !== null && `${person.caseNumber} · `}{t('identity.opened', { time: dayAndTime(person.openedAt, language) })}</p>
                </div>
                <button type="button" className="button-quiet" onClick={() => setOpening(person)} data-testid="identity-open">{t('identity.reveal')}</button>
              </li>
            ))}
          </ul>
        )}
      </section>
      {opening && <RevealDialog conversationId={opening.conversationId} onClose={() => setOpening(undefined)} />}
    </main>
  )
}
