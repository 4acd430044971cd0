import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Views } from '../../../src/desk/api.ts'
import { read, withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toasts.ts'
import { fromSaved, isNarrowed, toSaved } from './filters.ts'
import type { Filters } from './filters.ts'

const isViews = withFields<Views>('views')
const VIEWS_KEY = ['views'] as const

/** My named filters, on every machine I sign in on: one press applies, a name saves what is set now. */
export function SavedViews({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const { data } = useQuery({ queryKey: VIEWS_KEY, queryFn: ({ signal }) => read('/views', isViews, signal) })
  const [name, setName] = useState('')
  const views = data?.views ?? []

  async function save(next: Views['views']) {
    try {
      client.setQueryData(VIEWS_KEY, await write('PUT', '/views', { views: next }, isViews))
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    }
  }

  function add(event: FormEvent) {
    event.preventDefault()
    void save([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), query: toSaved(filters) }])
    setName('')
  }

  return (
    <div className="saved-views">
      {views.length > 0 && (
        <ul aria-label={t('views.title')}>
          {views.map((view) => (
            <li key={view.name}>
              <button type="button" onClick={() => onChange(fromSaved(view.query))}>{view.name}</button>
              <button type="button" className="saved-drop" aria-label={t('views.drop', { name: view.name })} onClick={() => { void save(views.filter((one) => one !== view)) }}><Icon name="close" /></button>
            </li>
          ))}
        </ul>
      )}
      {isNarrowed(filters) && (
        <form onSubmit={add}>
          <input aria-label={t('views.name')} placeholder={t('views.name')} required maxLength={40} value={name} onChange={(event) => setName(event.target.value)} data-testid="view-name" />
          <button type="submit" className="button-quiet" disabled={name.trim() === ''} data-testid="view-save">{t('views.save')}</button>
        </form>
      )}
    </div>
  )
}
