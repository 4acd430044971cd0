/** All checks over a parsed set; each returns problems as data. */
import type { Dialogs } from './parse.ts'
import type { Problem } from './problem.ts'
import { checkGraph } from './checkGraph.ts'
import { checkTexts } from './checkTexts.ts'

export function validate(dialogs: Dialogs): Problem[] {
  return [...checkGraph(dialogs), ...checkTexts(dialogs)]
}
