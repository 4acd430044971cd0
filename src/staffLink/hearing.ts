import { errorCode } from '../errors.ts'
import { inTime, type Receive } from '../conversation/index.ts'
import type { Log } from '../log.ts'
import { takeLinkCode, type LinkRoom } from './links.ts'

type Options = LinkRoom & {
  receive: Receive
  log: Log
  /** Tells them, on the account they wrote from, that it is linked. */
  welcome: (who: { channel: 'zalo' | 'messenger' | 'web'; account: string; externalId: string }) => Promise<unknown>
}

/** Of the two seconds that Zalo waits, most are for the words themselves. */
const LOOK_MS = 700

/** `receive` as the platforms call it: a code of staff links their account and makes nobody; everything else goes on. */
export function hearLinkCodes({ receive, log, welcome, ...room }: Options): Receive {
  return async (inbound) => {
    const taken = await inTime(takeLinkCode(room, inbound), LOOK_MS).catch((error: unknown) => {
      // A database that is away, or says nothing, must not cost anybody their words: then it is a message like others.
      log.warn({ code: errorCode(error) }, 'could not look for a code of staff')
      return undefined
    })
    if (taken === undefined) return receive(inbound)
    if (taken === 'repeat') return
    log.info({ channel: inbound.channel, staff: taken.staffId }, 'staff linked an account')
    // Nobody waits for it: the platform wants its answer within two seconds.
    void welcome(inbound).catch((error: unknown) => log.warn({ code: errorCode(error) }, 'staff could not be told of the link'))
  }
}
