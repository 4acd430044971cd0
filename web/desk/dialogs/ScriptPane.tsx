import type { DialogPage } from '../../../src/dialogReview/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'

type Step = DialogPage['script'][number]

/** The steps as one reads a play: what the machine says in bubbles, and under each where the answers lead. */
export function ScriptPane({ script, locale }: { script: readonly Step[]; locale: 'vi' | 'en' }) {
  return (
    <ol className="script" data-testid="dialog-script">
      {script.map((step) => <ScriptStep key={step.id} step={step} locale={locale} here={script} />)}
    </ol>
  )
}

function ScriptStep({ step, locale, here }: { step: Step; locale: 'vi' | 'en'; here: readonly Step[] }) {
  const { t } = useWords()
  const spoken = step.kind === 'say' || step.kind === 'ask'
  return (
    <li id={anchor(step.id)} data-kind={step.kind}>
      <p className="script-name">{nameOf(step.id)}</p>
      {spoken ? <p className="script-bubble" lang={locale}>{step.text}</p> : <p className="script-act">{[t(`dialogStep.${kindOf(step.kind)}`), step.text].filter((one) => one !== '').join(': ')}</p>}
      {step.ways.length > 0 && (
        <ul className="script-ways">
          {step.ways.map(({ when, to }) => (
            <li key={`${when}${to}`}>
              {when !== '' && <span>{when}</span>}
              {here.some(({ id }) => id === to) ? <a href={`#${anchor(to)}`}>→ {nameOf(to)}</a> : <span className="quiet">→ {to}</span>}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

const ACTS = ['branch', 'do', 'handoff', 'goto', 'list', 'resume', 'end'] as const

function kindOf(kind: string): (typeof ACTS)[number] {
  return ACTS.find((one) => one === kind) ?? 'goto'
}

function nameOf(id: string): string {
  return id.split('/')[1] ?? id
}

function anchor(id: string): string {
  return `step-${id.replace('/', '-')}`
}
