import type { Dialogs } from './parse.ts'
import type { Problem } from './problem.ts'

export function checkTexts(dialogs: Dialogs): Problem[] {
  return dialogs.version === '' ? [] : []
}
