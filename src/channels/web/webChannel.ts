/**
 * The web chat as a channel: what visitors write goes to receive() like any platform's message, and what is
 * written for them stands in the message rows, which their browser reads. So sending is already done when asked.
 */
import { join } from 'node:path'
import { Router } from 'express'
import type { Database, Notices } from '../../database/index.ts'
import type { Receive, ReceiveEvent, Sender } from '../../conversation/index.ts'
import type { Locales } from '../../locales.ts'
import type { Log } from '../../log.ts'
import type { Vault } from '../../safeguards/index.ts'
import type { Centre } from '../../directory/index.ts'
import { chatApi } from './api.ts'
import { publicCentre } from './centre.ts'
import { createHub } from './hub.ts'
import { createLimit, LIMITS, type LimitTable } from './limits.ts'
import { chatPage, headersFor, styleAddress } from './page.ts'
import { plainChat } from './plain.ts'
import { createReturnCodes, type ReturnTries } from './returnCode.ts'
import { POLL_MS } from './stream.ts'
import { createTranscript } from './transcript.ts'

export type WebChannelOptions = {
  db: Pick<Database, 'pool'>
  vault: Vault
  receive: Receive
  receiveEvent: ReceiveEvent
  notices: Notices
  log: Log
  /** The Centre's settings as last read. */
  centre: () => Centre
  locales: Locales
  /** Where quick exit leads; see centre.ts for the page it leads to otherwise. */
  quickExit?: string
  limits?: LimitTable
  /** Wrong tries at return codes. */
  tries?: ReturnTries
  /** How often a live stream looks by itself, in milliseconds. */
  pollMs?: number
  /** The built page; see web/chat/vite.config.ts. */
  directory?: string
}

/** `router` belongs under /chat; `stop` ends the open streams, so that the server can close. */
export type WebChannel = { router: Router; sender: Sender; stop: () => void }

const BUILT = join(import.meta.dirname, '../../../dist/web/chat')

export function webChannel({ db, vault, receive, receiveEvent, notices, log, centre, locales, quickExit, limits = LIMITS, tries, pollMs = POLL_MS, directory = BUILT }: WebChannelOptions): WebChannel {
  const hub = createHub({ pool: db.pool, notices, log })
  const transcript = createTranscript(db.pool, vault)
  const limit = createLimit(limits)
  const codes = createReturnCodes({ pool: db.pool, vault, ...(tries === undefined ? {} : { tries }) })
  const shown = () => publicCentre(centre(), quickExit)
  const router = Router()
  router.use('/api', chatApi({ vault, receive, receiveEvent, transcript, hub, limit, codes, centre: shown, pollMs, log }))
  const headers = () => headersFor(centre().embedOn)
  router.use(plainChat({ vault, receive, transcript, hub, limit, centre: shown, locales, style: () => styleAddress(directory), headers }))
  router.use(chatPage({ directory, centre: shown, headers, title: locales.text('vi', 'chat', 'title') }))
  return { router, sender, stop: hub.stop }
}

/** Our own id stands for the provider's, so that a browser's receipt finds the message. */
const sender: Sender = async ({ messageId }) => ({ outcome: 'sent', providerMessageId: messageId })
