/** Checks of the paths: every target is there, every step is reached, nothing circles without a wait, a human is near. */
import { targetsOf } from './steps.ts'
import type { Dialogs } from './parse.ts'
import type { Problem } from './problem.ts'
import { fault } from './fault.ts'

export function checkGraph(dialogs: Dialogs): Problem[] {
  const targets = checkTargets(dialogs)
  return targets.length > 0 ? targets : [...checkReached(dialogs), ...checkCircles(dialogs), ...checkHuman(dialogs)]
}

/** Where the engine itself goes: the roots of every path. */
export function entries(dialogs: Dialogs): string[] {
  const { map } = dialogs
  return [
    map.start, map.again, map.wake, map.returned, map.human, map.what, map.stop, map.delete, map.lost,
    ...Object.values(map.media), ...map.interrupts.map((one) => one.to),
  ]
}

function checkTargets(dialogs: Dialogs): Problem[] {
  const { steps, map } = dialogs
  const fromMap = [...entries(dialogs), ...Object.values(map.moved)].filter((to) => !steps[to])
  const fromSteps = Object.values(steps).flatMap((step) => {
    const { now, later } = targetsOf(step)
    return [...new Set([...now, ...later])].filter((to) => !steps[to]).map((to) => ({ step, to }))
  })
  return [
    ...fromMap.map((to): Problem => ({ file: 'map.yaml', code: 'unknown-target', message: `there is no step "${to}"` })),
    ...fromSteps.map(({ step, to }) => fault(dialogs, step.id, 'unknown-target', `there is no step "${to}"`)),
  ]
}

function checkReached(dialogs: Dialogs): Problem[] {
  const seen = new Set<string>()
  const todo = entries(dialogs)
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const step = dialogs.steps[id]
    if (!step || seen.has(id)) continue
    seen.add(id)
    const { now, later } = targetsOf(step)
    todo.push(...now, ...later)
  }
  return Object.keys(dialogs.steps).filter((id) => !seen.has(id))
    .map((id) => fault(dialogs, id, 'unreachable', 'no path leads here'))
}

/** A circle of steps none of which waits would run until the limit. */
function checkCircles(dialogs: Dialogs): Problem[] {
  const state = new Map<string, 'open' | 'done'>()
  const problems: Problem[] = []
  const visit = (id: string): void => {
    if (state.get(id) === 'open') problems.push(fault(dialogs, id, 'endless', 'a circle without a wait leads back here'))
    if (state.has(id)) return
    state.set(id, 'open')
    const step = dialogs.steps[id]
    if (step) for (const next of targetsOf(step).now) visit(next)
    state.set(id, 'done')
  }
  for (const id of Object.keys(dialogs.steps)) visit(id)
  return problems
}

/** "gặp người" must call a human on every branch, unless one is called already, before anything waits. */
function checkHuman(dialogs: Dialogs): Problem[] {
  const asks = Object.values(dialogs.steps).filter((step) => step.kind === 'ask')
  const { human } = dialogs.map
  const leads = leadsToHandoff(dialogs, human)
  const bare = asks.filter((ask) => !ask.human && !ask.skip && !dialogs.dialogs[ask.dialog]?.holds && Object.keys(ask.options).length === 0)
  return [
    ...(leads ? [] : [fault(dialogs, human, 'no-human', 'map.human leads to no handoff')]),
    ...bare.filter((ask) => !leads).map((ask) => fault(dialogs, ask.id, 'no-human', 'no way to a human from here')),
  ]
}

function leadsToHandoff(dialogs: Dialogs, start: string): boolean {
  const seen = new Set<string>()
  const todo = [start]
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const step = dialogs.steps[id]
    if (!step || seen.has(id)) continue
    if (step.kind === 'handoff') return true
    seen.add(id)
    todo.push(...targetsOf(step).now)
  }
  return false
}
