import { useWords } from '../../language/LanguageProvider.tsx'
import { useMe } from '../../session/useMe.ts'
import { CaseHits } from './CaseHits.tsx'
import { NO_FILTERS } from './filters.ts'

/** The open cases the signed-in officer answers for. */
export function MyCases() {
  const { t } = useWords()
  const { data: me } = useMe()
  return me && <CaseHits text="" filters={{ ...NO_FILTERS, staffId: me.id }} none={t('cases.mineNone')} />
}
