import { useState } from 'react'
import type { FormEvent } from 'react'
import { useWords } from '../../language/LanguageProvider.tsx'
import { useStaff } from '../../session/useStaff.ts'
import { serverNow } from '../../time/clock.ts'
import { dayAndTime } from '../../time/dates.ts'
import { fromLocalInput, localInput } from '../../time/localInput.ts'
import { TASK_KINDS, useCaseWords } from '../caseWords.ts'
import type { CaseView } from '../contract.ts'
import { useCaseActs } from '../useCase.ts'

const DAY_MS = 24 * 3600_000

/** What is to be done for this case, by whom and by when. */
export function Tasks({ caseId, tasks, mayWrite }: { caseId: string; tasks: CaseView['tasks']; mayWrite: boolean }) {
  const { t, language } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(caseId)
  const { data: staff = [] } = useStaff()
  return (
    <section className="panel case-section" id="case-tasks" aria-labelledby="title-tasks" data-testid="section-tasks">
      <h2 id="title-tasks">{t('caseTask.title')}</h2>
      {tasks.length === 0 && <p className="quiet">{t('caseTask.none')}</p>}
      <ul className="tasks">
        {tasks.map((task) => (
          <li key={task.id} className={task.doneAt === null ? undefined : 'task-done'} data-testid="task">
            <div>
              <strong>{word(`task.${task.kind}`)}</strong> <span>{task.text}</span>
              <p className={task.doneAt === null && Date.parse(task.dueAt) < serverNow() ? 'problem' : 'quiet'}>
                {task.doneAt === null ? t('caseTask.due', { time: dayAndTime(task.dueAt, language) }) : t('caseTask.doneAt', { time: dayAndTime(task.doneAt, language) })}
                {task.staffId !== null && ` · ${staff.find(({ id }) => id === task.staffId)?.name ?? t('caseField.colleague')}`}
              </p>
            </div>
            {mayWrite && task.doneAt === null && (
              <button type="button" className="button-quiet" disabled={busy} onClick={() => { void run(`/cases/${caseId}/tasks/done`, { taskId: task.id }) }} data-testid="task-done">{t('caseTask.finish')}<span className="only-heard">: {task.text}</span></button>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && <TaskForm caseId={caseId} />}
    </section>
  )
}

function TaskForm({ caseId }: { caseId: string }) {
  const { t } = useWords()
  const { word } = useCaseWords()
  const { run, busy } = useCaseActs(caseId)
  const { data: staff = [] } = useStaff()
  const tomorrow = () => ({ kind: TASK_KINDS[0] ?? 'other', text: '', dueAt: localInput(serverNow() + DAY_MS), staffId: '' })
  const [task, setTask] = useState(tomorrow)
  const set = (name: keyof typeof task) => ({ target }: { target: { value: string } }) => setTask({ ...task, [name]: target.value })

  async function submit(event: FormEvent) {
    event.preventDefault()
    const { kind, text, staffId } = task
    if (await run(`/cases/${caseId}/tasks`, { kind, text, dueAt: fromLocalInput(task.dueAt), ...(staffId === '' ? {} : { staffId }) })) setTask(tomorrow())
  }

  return (
    <details className="add-form">
      <summary data-testid="task-add">{t('caseTask.add')}</summary>
      <form className="stack-form" onSubmit={(event) => { void submit(event) }}>
        <label className="field">{t('caseTask.kind')}
          <select value={task.kind} onChange={set('kind')}>{TASK_KINDS.map((one) => <option key={one} value={one}>{word(`task.${one}`)}</option>)}</select>
        </label>
        <label className="field">{t('caseTask.what')}<input required maxLength={5000} value={task.text} onChange={set('text')} data-testid="task-text" /></label>
        <label className="field">{t('caseTask.when')}<input type="datetime-local" required min={localInput(serverNow())} value={task.dueAt} onChange={set('dueAt')} /></label>
        <label className="field">{t('caseTask.who')}
          <select value={task.staffId} onChange={set('staffId')}>
            <option value="">{t('caseTask.anybody')}</option>
            {staff.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <div className="form-buttons"><button type="submit" className="button-main" disabled={busy || task.text.trim() === ''} data-testid="task-save">{t('caseTask.save')}</button></div>
      </form>
    </details>
  )
}
