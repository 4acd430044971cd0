import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Audit } from '../../../src/safeguards/api.ts'
import { withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { useSaveFile } from '../reports/useSaveFile.ts'
import { dayAndTime } from '../time/dates.ts'
import { Answered } from './Answered.tsx'
import { JobFailed } from './JobFailed.tsx'
import { useSafeguard, useSafeguardActs } from './useSafeguards.ts'

const isAudit = withFields<Audit>('seals', 'newest', 'unsealed', 'job', 'verified')

/** Whether the logs are as they were written, and the anchors that prove it from outside. */
export function AuditState() {
  const { t } = useWords()
  const query = useSafeguard('/audit', isAudit)
  const { run, busy } = useSafeguardActs()
  const { save, busy: saving } = useSaveFile()
  const [pasted, setPasted] = useState('')

  function compare(event: FormEvent) {
    event.preventDefault()
    void run('/audit/verify', { anchors: pasted })
  }

  return (
    <>
      <section className="panel" aria-labelledby="audit-state" data-testid="audit">
        <h2 id="audit-state">{t('safeguards.seals')}</h2>
        <p className="quiet">{t('audit.lead')}</p>
        <Answered query={query}>{(audit) => <State audit={audit} />}</Answered>
        <p><button type="button" className="button-main" disabled={busy} onClick={() => { void run('/audit/verify') }} data-testid="audit-verify">{t(busy ? 'audit.verifying' : 'audit.verify')}</button></p>
      </section>
      <section className="panel" aria-labelledby="audit-anchors">
        <h2 id="audit-anchors">{t('audit.anchors')}</h2>
        <p className="quiet">{t('audit.anchorsLead')}</p>
        <p><button type="button" className="button-quiet" disabled={saving} onClick={() => { void save('/audit/anchors') }} data-testid="audit-download"><Icon name="download" />{t('audit.download')}</button></p>
        <form className="stack-form" onSubmit={compare}>
          <label className="field">{t('audit.paste')}<textarea rows={4} required maxLength={60_000} spellCheck={false} value={pasted} onChange={({ target }) => setPasted(target.value)} data-testid="audit-paste" /></label>
          <div className="form-buttons"><button type="submit" className="button-quiet" disabled={busy || pasted.trim() === ''} data-testid="audit-compare">{t('audit.compare')}</button></div>
        </form>
      </section>
    </>
  )
}

function State({ audit: { seals, newest, unsealed, job, verified } }: { audit: Audit }) {
  const { t, maybe, language } = useWords()
  const time = (at: string) => dayAndTime(at, language)
  return (
    <>
      <p>{t('audit.seals', { n: seals, unsealed })} {newest === null ? t('audit.notYet') : t('audit.newest', { seal: newest.seal, time: time(newest.at) })}</p>
      {verified === null || !job?.okAt ? <p>{t('audit.never')}</p> : (
        <div role="status" data-testid="audit-verified" data-found={verified.found}>
          <p>{t('audit.checked', { time: time(job.okAt), access: verified.accessRows, change: verified.changeRows, anchors: verified.anchors })}</p>
          {verified.found === 0 ? <p className="audit-sound"><strong>{t('audit.sound')}</strong></p> : <p className="problem"><strong>{t('audit.broken', { n: verified.found })}</strong></p>}
          <ul className="erasure-kept">{verified.findings.map((finding, index) => <li key={index} className="problem">{maybe(`finding.${finding.what}`, plain(finding)) ?? finding.what}</li>)}</ul>
        </div>
      )}
      <JobFailed job={job} />
    </>
  )
}

function plain(finding: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(finding).map(([name, value]) => [name, typeof value === 'string' || typeof value === 'number' ? String(value) : '']))
}
