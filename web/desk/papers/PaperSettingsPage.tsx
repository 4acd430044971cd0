import { useQuery } from '@tanstack/react-query'
import type { PaperSettings } from '../../../src/directory/paperSettings.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { PaperSettingsForm } from './PaperSettingsForm.tsx'

export const isPapers = withFields<PaperSettings>('abbreviation', 'titles', 'reports')

/** What stands on the Centre's papers, and until when its reports count. */
export default function PaperSettingsPage() {
  const words = useWords()
  const { t } = words
  usePresence(null, false)
  const { data, error } = useQuery({ queryKey: ['paper-settings'], queryFn: ({ signal }) => read('/centre/papers', isPapers, signal), staleTime: 60_000 })
  return (
    <main className="wall breaches" data-testid="paper-settings">
      <h1>{t('paperSettings.title')}</h1>
      <p className="quiet">{t('paperSettings.means')}</p>
      {!data && <p className={error ? 'empty problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>}
      {data && <PaperSettingsForm settings={data} />}
    </main>
  )
}
