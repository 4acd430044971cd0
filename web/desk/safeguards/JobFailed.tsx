import type { Retention } from '../../../src/safeguards/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayAndTime } from '../time/dates.ts'

/** That a job's latest run did not end well; nothing while all is well or it is under way. */
export function JobFailed({ job }: { job: Retention['job'] }) {
  const { t, language } = useWords()
  if (!job?.failedAt || job.error === 'under-way' || (job.okAt !== null && Date.parse(job.okAt) >= Date.parse(job.failedAt))) return null
  return <p className="problem" role="alert">{t('safeguards.failed', { time: dayAndTime(job.failedAt, language), code: job.error ?? '?' })}</p>
}
