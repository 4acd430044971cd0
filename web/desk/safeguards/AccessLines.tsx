import { Fragment } from 'react'
import { Link } from 'wouter'
import type { Accesses } from '../../../src/safeguards/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { dayKey, dayWords, timeOfDay } from '../time/dates.ts'

type Line = Accesses['lines'][number]

/** The log as sentences under their days: when, who, what, of which file. */
export function AccessLines({ lines }: { lines: readonly Line[] }) {
  const { language } = useWords()
  const days = Map.groupBy(lines, ({ at }) => dayKey(at))
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <Fragment key={day}>
          <h2 className="opened-day">{dayWords(ofDay[0]?.at ?? day, language)}</h2>
          <ol className="opened-lines">{ofDay.map((line) => <AccessLine key={line.id} line={line} />)}</ol>
        </Fragment>
      ))}
    </>
  )
}

function AccessLine({ line }: { line: Line }) {
  const { t, maybe, language } = useWords()
  const { by, action, reason } = line
  return (
    <li data-testid="access-line" data-action={action}>
      <time dateTime={line.at}>{timeOfDay(line.at, language)}</time>
      <p>
        <strong>{by?.name ?? t('opened.service')}</strong> {maybe(`access.${action}`) ?? action}
        <Subject line={line} />
        {reason !== null && <span className="quiet"> · {reasonWords(reason)}</span>}
      </p>
    </li>
  )

  function reasonWords(code: string): string {
    return code.split(' ').map((one) => maybe(`takeOverReason.${one}`) ?? maybe(`closeReason.${one}`) ?? maybe(`holdReason.${one}`)
      ?? maybe(`erasureOutcome.${one}`) ?? maybe(`exception.${one}`) ?? maybe(`mediaReason.${one}`)
      ?? maybe(`reachReason.${one}`) ?? (action === 'conversation.correct' ? maybe(`fact.${one}`) : undefined) ?? one).join(', ')
  }
}

/** Which file: by link where it can be opened, so that a line leads to what it is about. */
function Subject({ line: { subject, subjectId, subjectName } }: { line: Line }) {
  const { t, maybe } = useWords()
  if (subject === 'service') return null
  const words = subject === 'case' ? t('opened.case', { name: subjectName ?? '' }) : subject === 'staff' ? (subjectName ?? '') : (maybe(`opened.${subject}`) ?? '')
  if (words === '') return null
  const href = { conversation: `/c/${subjectId}`, case: `/cases/${subjectId}` }[subject]
  return <>{' · '}{href === undefined ? <span>{words}</span> : <Link href={href} className="case-link">{words}</Link>}</>
}
