/** All tries in order, against one running service. A try that throws is a finding too: nothing may be unclear. */
import { bodyTries } from './bodies.ts'
import { headerTries } from './headers.ts'
import { pathTries } from './paths.ts'
import { rightsTries } from './rights.ts'
import { guessingTries, sessionTries } from './sessions.ts'
import { createTarget, type Secrets, type Target } from './target.ts'
import { held, tries, type Try, type Verdict } from './try.ts'
import { webhookTries } from './webhooks.ts'

export type Outcome = Verdict & { area: string; name: string; skipped: boolean }

/** What none of all those answers may have shown. */
const LEAKS = /\bat [\w.<>]+ \(?(?:file:|\/)|node_modules|SQLSTATE|syntax error at or near|violates|ECONNREFUSED|password_hash|pg_catalog|ZodError|invariant broken/

const afterwards = tries('afterwards', {
  'no answer was a crash (5xx)': async (target) => {
    const crashed = target.answers.filter(({ answer }) => answer.status >= 500)
    return held(crashed.length === 0, crashed[0]?.asked ?? `${target.answers.length} answers`)
  },
  'no answer told of the inside (stack, SQL, files)': async (target) => {
    const telling = target.answers.find(({ answer }) => LEAKS.test(answer.text))
    return held(telling === undefined, telling ? `${telling.asked}: ${LEAKS.exec(telling.answer.text)?.[0]}` : `${target.answers.length} answers`)
  },
  'the service still does its work': async (target) => {
    const [health, ready] = [await target.ask('/healthz'), await target.ask('/readyz')]
    return held(health.status === 200 && ready.status === 200, `${health.status} ${ready.status}`)
  },
})

export const ALL_TRIES: readonly Try[] = [...headerTries, ...pathTries, ...webhookTries, ...bodyTries, ...sessionTries, ...rightsTries, ...guessingTries, ...afterwards]

/** Runs everything; `report` hears of each as it ends. */
export async function attack(url: string, secrets: Secrets, report: (outcome: Outcome) => void = () => undefined): Promise<Outcome[]> {
  const target = createTarget(url.replace(/\/+$/, ''), secrets)
  const outcomes: Outcome[] = []
  for (const one of ALL_TRIES) {
    const skipped = one.needs !== undefined && secrets[one.needs] === undefined
    const verdict = skipped ? held(true, `needs ${one.needs}`) : await attempt(one, target)
    const outcome = { area: one.area, name: one.name, skipped, ...verdict }
    outcomes.push(outcome)
    report(outcome)
  }
  return outcomes
}

async function attempt(one: Try, target: Target): Promise<Verdict> {
  try {
    return await one.run(target)
  } catch (error) {
    return held(false, `no clear answer: ${error instanceof Error ? error.message : String(error)}`)
  }
}
