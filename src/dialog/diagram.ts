/** A dialog as a Mermaid flow chart. */
import { targetsOf } from './steps.ts'
import type { Dialogs } from './parse.ts'

export function diagramOf(dialogs: Dialogs, name: string): string {
  const lines = ['flowchart TD']
  for (const step of Object.values(dialogs.steps)) {
    if (step.dialog !== name) continue
    const { now, later } = targetsOf(step)
    for (const to of new Set([...now, ...later])) lines.push(`  ${step.id.replaceAll('/', '_')} --> ${to.replaceAll('/', '_')}`)
  }
  return lines.join('\n')
}
