import type { Erasures as ErasuresView } from '../../../src/safeguards/api.ts'
import { withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Answered } from './Answered.tsx'
import { ErasureCard } from './ErasureCard.tsx'
import { useSafeguard } from './useSafeguards.ts'

const isErasures = withFields<ErasuresView>('requests')

/** The wishes to be forgotten, those to decide first. */
export function Erasures() {
  const { t } = useWords()
  const query = useSafeguard('/erasures', isErasures)
  return (
    <>
      <p className="quiet safeguards-lead">{t('erasure.lead')}</p>
      <Answered query={query}>
        {({ requests }) => (requests.length === 0
          ? <p className="panel">{t('erasure.none')}</p>
          : <ul className="erasures">{requests.map((request) => <li key={request.id}><ErasureCard request={request} /></li>)}</ul>)}
      </Answered>
    </>
  )
}
