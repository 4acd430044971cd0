import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { useMay } from '../session/useMe.ts'
import { PlayPane } from './PlayPane.tsx'
import { Reviews } from './Reviews.tsx'
import { ScriptPane } from './ScriptPane.tsx'
import { useDialog } from './useDialogs.ts'

const VIEWS = ['read', 'play', 'draw'] as const
const LOCALES = ['vi', 'en'] as const

/** The drawing in its own size: it is read by scrolling, not by squinting. */
function sizeOf(svg: string): { width?: number; height?: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  return width === undefined || height === undefined ? {} : { width: Math.ceil(Number(width)), height: Math.ceil(Number(height)) }
}

/** One dialog: read as a conversation, played, drawn; and who has read it. */
export function DialogView({ name }: { name: string }) {
  const words = useWords()
  const { t, maybe } = words
  const may = useMay()
  const [view, setView] = useState<(typeof VIEWS)[number]>('read')
  const [locale, setLocale] = useState<(typeof LOCALES)[number]>('vi')
  const { data, error } = useDialog(name, locale)
  if (!data) return <p className="panel empty" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p>
  return (
    <article className="panel dialog-view" data-testid="dialog-view" aria-labelledby="dialog-name">
      <header>
        <h2 id="dialog-name">{maybe(`dialogName.${data.name}`) ?? data.name}</h2>
        <p>{maybe(`dialogAbout.${data.name}`) ?? data.about}</p>
        <p className="quiet">{t(`dialogAudience.${data.audience}`)} · <code>{data.name}</code> · {t('dialogs.version')} <code data-testid="dialog-version">{data.version}</code></p>
      </header>
      <div className="dialog-choices">
        <div className="switch" role="group" aria-label={t('dialogs.how')}>
          {VIEWS.map((one) => <button key={one} type="button" aria-pressed={one === view} onClick={() => setView(one)} data-testid={`dialog-${one}`}>{t(`dialogView.${one}`)}</button>)}
        </div>
        <div className="switch" role="group" aria-label={t('canned.language')}>
          {LOCALES.map((one) => <button key={one} type="button" aria-pressed={one === locale} onClick={() => setLocale(one)} data-testid={`dialog-${one}`}>{t(`cannedLocale.${one}`)}</button>)}
        </div>
      </div>
      {view === 'read' && <ScriptPane script={data.script} locale={locale} />}
      {view === 'play' && <PlayPane key={locale} name={name} locale={locale} />}
      {view === 'draw' && (
        <div className="dialog-drawing" tabIndex={0} role="region" aria-label={t('dialogs.drawing', { name })}>
          <img {...sizeOf(data.svg)} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.svg)}`} alt={t('dialogs.drawing', { name })} data-testid="dialog-drawing" />
        </div>
      )}
      <Reviews page={data} maySign={may('dialog.review')} />
    </article>
  )
}
