/** A problem at a step, in its file. */
import type { Dialogs } from './parse.ts'
import type { Problem, ProblemCode } from './problem.ts'

export function fault(dialogs: Dialogs, stepId: string, code: ProblemCode, message: string): Problem {
  const [dialog = '', step = stepId] = stepId.split('/')
  return { file: dialogs.dialogs[dialog]?.file ?? dialog, step, code, message }
}
