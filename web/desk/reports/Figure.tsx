import { useWords } from '../language/LanguageProvider.tsx'

/** A count; a hidden one says that it is small, and one that may be traced opens what is behind it. */
export function Figure({ n, what, onOpen }: { n: number | null; what: string; onOpen?: () => void }) {
  const { t } = useWords()
  if (n === null) return <span title={t('reports.small')}>…<span className="only-heard">{t('reports.small')}</span></span>
  if (!onOpen || n === 0) return <span className="count">{n}</span>
  return <button type="button" className="button-plain figure-open" onClick={onOpen}>{n}<span className="only-heard"> · {t('reports.open', { what })}</span></button>
}
