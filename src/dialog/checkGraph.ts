/** Checks of the paths: every target is there, every step is reached, nothing circles without a wait, a human is near. */
import { targetsOf } from './steps.ts'
import type { Dialogs } from './parse.ts'
import type { Problem } from './problem.ts'
import { fault } from './fault.ts'

export function checkGraph(dialogs: Dialogs): Problem[] {
  const targets = checkTargets(dialogs)
  return targets.length > 0 ? targets : [...checkReached(dialogs), ...checkCircles(dialogs), ...checkHuman(dialogs), ...checkInterrupts(dialogs)]
}

/** Where the engine itself goes: the roots of every path. */
export function entries(dialogs: Dialogs): string[] {
  const { map } = dialogs
  return [
    map.start, map.again, map.wake, map.returned, map.human, map.what, map.stop, map.delete, map.lost, map.closed, map.told,
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

/** "gặp người" must bring a human on every branch, and only an ask with another way there may hide its button. */
function checkHuman(dialogs: Dialogs): Problem[] {
  const { human, wake } = dialogs.map
  const problems = bringsHuman(dialogs, human, new Set()) ? [] : [fault(dialogs, human, 'no-human', 'not every branch of map.human calls a human')]
  for (const step of Object.values(dialogs.steps)) {
    if (step.kind !== 'ask' || step.human || step.id === wake) continue
    const offered = Object.values(step.options).some(({ to }) => to !== undefined && bringsHuman(dialogs, to, new Set()))
    if (!offered && !dialogs.dialogs[step.dialog]?.holds) {
      problems.push(fault(dialogs, step.id, 'no-human', 'hides the way to a human, though none has been called'))
    }
  }
  return problems
}

/** Whether every path from here calls a human, or waits where one has been called, before it waits for anything else. */
function bringsHuman(dialogs: Dialogs, id: string, seen: Set<string>): boolean {
  const step = dialogs.steps[id]
  if (!step || seen.has(id)) return false
  if (step.kind === 'handoff') return true
  if (step.kind === 'ask') return dialogs.dialogs[step.dialog]?.holds ?? false
  const { now } = targetsOf(step)
  return now.length > 0 && now.every((to) => bringsHuman(dialogs, to, new Set([...seen, id])))
}

/** Somewhere among the interrupts, every emergency is caught whatever it is about. */
function checkInterrupts(dialogs: Dialogs): Problem[] {
  const { interrupts } = dialogs.map
  const catchAll = interrupts.some(({ when, except }) => except.length === 0 && when.urgency === 'emergency' && Object.values(when).filter((one) => one !== undefined).length === 1)
  const unknown = interrupts.flatMap((one) => one.except.filter((name) => !dialogs.dialogs[name]).map((name) => `${one.name}: no dialog "${name}"`))
  return [
    ...(catchAll ? [] : ['no interrupt catches every emergency']),
    ...unknown,
  ].map((message): Problem => ({ file: 'map.yaml', code: 'interrupt', message }))
}
