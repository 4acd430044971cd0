import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { act, read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { useStaff } from '../session/useStaff.ts'

const isFocal = withFields<{ staff: { id: string; name: string }[] }>('staff')
const KEY = ['focal-persons'] as const

/** Who alone reads what is told about a member of staff. Nobody chosen: the head. */
export function FocalPersons() {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const { data: staff = [] } = useStaff()
  const { data } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => read('/focal-persons', isFocal, signal) })
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const [problem, setProblem] = useState('')
  const ids = chosen ?? data?.staff.map(({ id }) => id) ?? []

  async function save() {
    try {
      await act('PUT', '/focal-persons', { staff: ids })
      toast(t('directory.saved'))
      setProblem('')
      await client.invalidateQueries({ queryKey: KEY })
      setChosen(null)
    } catch (error) {
      setProblem(errorWords(error, words))
    }
  }

  return (
    <form className="panel directory-form" onSubmit={(event) => { event.preventDefault(); void save() }} data-testid="focal-form">
      <p>{t('directory.focalMeans')}</p>
      <fieldset className="directory-needs">
        <legend>{t('directoryPart.focal')}</legend>
        {staff.map(({ id, name, role }) => (
          <label key={id} className="check">
            <input type="checkbox" checked={ids.includes(id)} onChange={(event) => setChosen(event.target.checked ? [...ids, id] : ids.filter((one) => one !== id))} data-testid="focal-person" />
            {name} · {t(`role.${role}`)}
          </label>
        ))}
      </fieldset>
      {ids.length === 0 && <p className="quiet">{t('directory.focalHead')}</p>}
      <p className="problem" role="alert">{problem}</p>
      <button type="submit" className="button-main" data-testid="focal-save">{t('directory.save')}</button>
    </form>
  )
}
