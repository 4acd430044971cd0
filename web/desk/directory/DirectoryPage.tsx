import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useMay } from '../session/useMe.ts'
import { CentreForm } from './CentreForm.tsx'
import { FocalPersons } from './FocalPersons.tsx'
import { HolidaysForm } from './HolidaysForm.tsx'
import { Services } from './Services.tsx'
import { useDirectory } from './useDirectory.ts'

const PARTS = ['services', 'centre', 'holidays', 'focal'] as const

/** The Centre's own data: what the machine tells people comes from here, each entry with the day somebody checked it. */
export default function DirectoryPage() {
  const words = useWords()
  const { t } = words
  const may = useMay()
  const [part, setPart] = useState<(typeof PARTS)[number]>('services')
  const { data, error } = useDirectory()
  const parts = PARTS.filter((one) => one !== 'focal' || may('staff.manage'))
  return (
    <main className="wall page directory" data-testid="directory-page">
      <h1>{t('directory.title')}</h1>
      <p className="quiet">{t('directory.about')}</p>
      <div className="switch" role="group" aria-label={t('directory.title')}>
        {parts.map((one) => <button key={one} type="button" aria-pressed={one === part} onClick={() => setPart(one)} data-testid={`directory-${one}`}>{t(`directoryPart.${one}`)}</button>)}
      </div>
      {!data && <p className={error ? 'problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>}
      {data && part === 'services' && <Services page={data} />}
      {data && part === 'centre' && <CentreForm key={data.seen} page={data} />}
      {data && part === 'holidays' && <HolidaysForm key={data.seen} page={data} />}
      {part === 'focal' && <FocalPersons />}
    </main>
  )
}
