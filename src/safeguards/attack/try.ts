/** One try of an attacker, and what makes it a refusal. */
import type { Answer, Secrets, Target } from './target.ts'

export type Verdict = { held: boolean; saw: string }

export type Try = {
  area: string
  name: string
  /** What the attacker must have been given for this one. */
  needs?: keyof Secrets
  run(target: Target): Promise<Verdict>
}

/** Held when the answer has one of these codes. */
export function refusedWith(answer: Answer, ...codes: number[]): Verdict {
  return { held: codes.includes(answer.status), saw: `${answer.status}` }
}

/** Held when the service refuses the request as the caller's fault: any 4xx. */
export function refused(answer: Answer): Verdict {
  return { held: answer.status >= 400 && answer.status < 500, saw: `${answer.status}` }
}

export function held(condition: boolean, saw: string): Verdict {
  return { held: condition, saw }
}

/** Several at once: held when all are; names the first that is not. */
export async function allOf(parts: readonly (readonly [string, Promise<Verdict> | Verdict])[]): Promise<Verdict> {
  const seen: string[] = []
  for (const [name, verdict] of parts) {
    const { held: ok, saw } = await verdict
    if (!ok) return { held: false, saw: `${name}: ${saw}` }
    seen.push(saw)
  }
  return { held: true, saw: [...new Set(seen)].join(' ') }
}

/** A table of tries of one area. */
export function tries(area: string, table: Record<string, ((target: Target) => Promise<Verdict>)>, needs?: keyof Secrets): Try[] {
  return Object.entries(table).map(([name, run]) => ({ area, name, run, ...(needs === undefined ? {} : { needs }) }))
}
