import { useState } from 'react'
import { COMMUNES } from '../cases/caseWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { plain } from '../queue/search.ts'
import { ServiceDialog } from './ServiceDialog.tsx'
import type { DirectoryPage, Service } from './useDirectory.ts'

const SHOWN = 40

/** Bodies that help or receive referrals: found by a few letters or by commune, opened to be changed. */
export function Services({ page }: { page: DirectoryPage }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [commune, setCommune] = useState('')
  const [edited, setEdited] = useState<Service | 'new' | null>(null)
  const found = page.services.filter((one) => (commune === '' || one.communeCode === commune) && plain(`${one.name} ${one.phone}`).includes(plain(typed)))
  return (
    <section className="panel" aria-label={t('directoryPart.services')}>
      <div className="directory-find">
        <label className="field">{t('directory.find')}
          <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} data-testid="service-find" />
        </label>
        <label className="field">{t('directory.commune')}
          <select value={commune} onChange={(event) => setCommune(event.target.value)}>
            <option value="">{t('directory.anywhere')}</option>
            {COMMUNES.map(({ code, title }) => <option key={code} value={code}>{title}</option>)}
          </select>
        </label>
        <button type="button" className="button-main" onClick={() => setEdited('new')} data-testid="service-new"><Icon name="plus" />{t('directory.add')}</button>
      </div>
      <ul className="directory-list" data-testid="service-list">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => setEdited(one)} data-testid="service-row">
              <strong>{one.name}</strong>
              <span>{one.phone === '' ? t('directory.noPhone') : one.phone}</span>
              <span>{one.needs.map((need) => t(`factValue.${need}`)).join(' · ')}</span>
              <span className={one.verifiedOn === null ? 'chip chip-warn' : 'chip chip-good'}>{one.verifiedOn === null ? t('directory.unchecked') : t('directory.checkedOn', { day: one.verifiedOn.split('-').toReversed().join('/') })}</span>
              {!one.active && <span className="chip">{t('directory.closed')}</span>}
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className="quiet">{t('directory.more', { n: found.length - SHOWN })}</p>}
      {edited && <ServiceDialog key={edited === 'new' ? 'new' : edited.id} service={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  )
}
