import { useWords } from '../language/LanguageProvider.tsx'

/** For roles that see nothing a person wrote: administrators and analysts. */
export function NoAccess() {
  const { t } = useWords()
  return <main className="workplace"><p className="empty">{t('app.noAccess')}</p></main>
}
