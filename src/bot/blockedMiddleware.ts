import { MessageFactory, type Middleware, type TurnContext } from 'botbuilder'
import { isAtLeast, maxUrgency, type Urgency } from '../triage/index.ts'
import type { Speech } from './speech.ts'
import { workOf, type Work } from './work.ts'

/** Who is in danger hears the numbers again after so long, whoever blocked them. */
const AGAIN_AFTER_MS = 10 * 60_000
/** A talk of somebody blocked that says nothing any more ends by itself. */
const QUIET_MS = 24 * 3600_000

/**
 * Somebody is blocked: the bot says one line with the emergency numbers and is silent. Triage, before this, has heard
 * them all the same: what calls for help still rings, what needs a human still waits for one (issue 5.9).
 */
export function blockedMiddleware(speech: Speech): Middleware {
  return {
    async onTurn(context: TurnContext, next: () => Promise<void>) {
      const work = workOf(context)
      const { block } = work.turn.conversation
      if (!block) return next()
      if (work.input.kind === 'returned') {
        // The dialog must know that the human has gone, for the day the block ends; unsaid all the same.
        await next()
        work.said = []
        work.memory.open = null
      }
      const heard = heardAnew(work)
      work.heard = maxUrgency(work.heard ?? 'info', heard)
      work.owner = isAtLeast(work.heard, 'high') || work.turn.conversation.ownerKind === 'queue' ? 'queue' : 'bot'
      if (work.said.length === 0 && mustHear(work, block.toldAt, heard)) {
        const content = speech.blocked(work.locale)
        await context.sendActivity({ ...MessageFactory.text(content.text), channelData: { content } })
      }
      if (work.turn.reason === 'silence') work.close = 'blocked'
      else work.nextDueAt = new Date(work.turn.now.getTime() + QUIET_MS)
    },
  }
}

/** What these words say, or what they say together with earlier ones when that is more than was known. */
function heardAnew(work: Work): Urgency {
  const rise = work.level === work.turn.conversation.urgency ? 'info' : work.level
  return maxUrgency(rise, work.heardNow)
}

function mustHear({ turn }: Work, toldAt: string | null, heard: Urgency): boolean {
  if (toldAt === null) return true
  return heard === 'emergency' && turn.now.getTime() - Date.parse(toldAt) > AGAIN_AFTER_MS
}
