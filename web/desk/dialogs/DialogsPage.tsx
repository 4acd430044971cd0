import { Link } from 'wouter'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { DialogView } from './DialogView.tsx'
import { ReviewLine } from './ReviewLine.tsx'
import { useDialogs } from './useDialogs.ts'

/** What the machine says to people, for those who answer for it: every dialog to read, to play and to sign. */
export default function DialogsPage({ name }: { name?: string | undefined }) {
  const words = useWords()
  const { t, maybe } = words
  usePresence(null, false)
  const { data, error } = useDialogs()
  const all = data?.dialogs ?? []
  const open = all.find((one) => one.name === name)
  const signed = all.filter(({ review }) => review?.current).length
  return (
    <main className="wall page dialogs" data-testid="dialogs-page">
      <h1>{t('dialogs.title')}</h1>
      <p className="quiet">{t('dialogs.about')}</p>
      {error && !data && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {!data && !error && <p className="empty">{t('common.loading')}</p>}
      {data && <p data-testid="dialogs-signed">{t('dialogs.signed', { n: signed, all: all.length })}</p>}
      <div className="dialogs-two">
        <nav className="panel dialogs-list" aria-label={t('dialogs.list')}>
          <ul>
            {all.map((one) => (
              <li key={one.name}>
                <Link href={`/dialogs/${one.name}`} aria-current={one.name === name ? 'page' : undefined} data-testid={`dialog-${one.name}`}>
                  <strong>{maybe(`dialogName.${one.name}`) ?? one.name}</strong>
                  <span>{maybe(`dialogAbout.${one.name}`) ?? one.about}</span>
                  <ReviewLine review={one.review} />
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {open ? <DialogView key={open.name} name={open.name} /> : <p className="panel empty dialogs-none">{t('dialogs.choose')}</p>}
      </div>
    </main>
  )
}
