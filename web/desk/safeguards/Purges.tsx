import type { Purges as PurgesView, Retention } from '../../../src/safeguards/api.ts'
import { withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'
import { Answered } from './Answered.tsx'
import { JobFailed } from './JobFailed.tsx'
import { useSafeguard } from './useSafeguards.ts'

const isRetention = withFields<Retention>('terms', 'job', 'overdue')
const isPurges = withFields<PurgesView>('proofs')

/** Whether deletion runs, by which terms, and the proof of each. */
export function Purges() {
  return (
    <>
      <Answered query={useSafeguard('/retention', isRetention)}>{(retention) => <Terms retention={retention} />}</Answered>
      <Answered query={useSafeguard('/purges', isPurges)}>{({ proofs }) => <Proofs proofs={proofs} />}</Answered>
    </>
  )
}

function Terms({ retention: { terms, job, overdue } }: { retention: Retention }) {
  const { t, language } = useWords()
  return (
    <section className="panel panel-wide" aria-labelledby="purge-terms" data-testid="retention">
      <h2 id="purge-terms">{t('purge.terms')}</h2>
      <p className="quiet">{t('purge.lead')}</p>
      <p data-testid="retention-job">{job?.okAt ? t('purge.last', { time: dayAndTime(job.okAt, language) }) : t('purge.never')}</p>
      <JobFailed job={job} />
      {overdue > 0 && <p className="problem">{t('purge.overdue', { n: overdue })}</p>}
      <table className="words-table">
        <thead><tr><th scope="col">{t('purge.class')}</th><th scope="col">{t('purge.keepFor')}</th><th scope="col">{t('purge.basis')}</th></tr></thead>
        <tbody>{terms.map((term) => <tr key={term.class}><th scope="row">{t(`retentionClass.${term.class}`)}</th><td>{keepWords(term.keep)}</td><td>{term.basis}</td></tr>)}</tbody>
      </table>
    </section>
  )

  function keepWords(keep: string): string {
    const [n = '', unit] = keep.split(' ')
    return unit === 'hours' || unit === 'days' || unit === 'years' ? t(`keep.${unit}`, { n }) : keep
  }
}

function Proofs({ proofs }: { proofs: PurgesView['proofs'] }) {
  const { t, maybe, language } = useWords()
  return (
    <section className="panel panel-wide" aria-labelledby="purge-proofs">
      <h2 id="purge-proofs">{t('purge.proofs')}</h2>
      {proofs.length === 0 ? <p>{t('purge.none')}</p> : (
        <table className="words-table">
          <thead><tr><th scope="col">{t('purge.at')}</th><th scope="col">{t('purge.why')}</th><th scope="col">{t('purge.rows')}</th></tr></thead>
          <tbody>
            {proofs.map((proof) => (
              <tr key={proof.id} data-testid="proof">
                <th scope="row">{dayAndTime(proof.at, language)}</th>
                <td>{maybe(`purgeCause.${proof.cause}`) ?? proof.cause}: {maybe(`retentionClass.${proof.class}`) ?? proof.class}<br /><span className="quiet">{proof.basis}</span></td>
                <td>{t('purge.counts', { messages: proof.counts['message'] ?? 0, all: Object.values(proof.counts).reduce((sum, n) => sum + n, 0) })}<br /><span className="quiet">{t('purge.keys', { n: proof.keysDestroyed })} · {proof.id.slice(0, 8)}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
