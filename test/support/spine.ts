/** The spine on a test database, with a bot and senders of the test's choice: real rooms, no HTTP. */
import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReceive, openSpool, startSpine, type Bot, type Inbound, type Outbound, type SendResult } from '../../src/conversation/index.ts'
import { listen, openDatabase } from '../../src/database/index.ts'
import { createLog, type Log } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createVault, type Vault } from '../../src/safeguards/index.ts'

export const TEST_MASTER_KEY = randomBytes(32)

/** A bot that answers each open message with "re: " and its text; enough to follow order and number. */
export const echoBot: Bot = async ({ conversation, messages }) => ({
  say: messages.filter((one) => one.open).map((one) => ({ text: `re: ${one.content.text}` })),
  session: null,
  urgency: conversation.urgency,
  heard: 'info',
  categories: [],
  reporter: 'unknown',
  review: false,
  locale: 'vi',
  triageVersion: 'test',
  evidence: [],
  owner: 'bot',
  nextDueAt: undefined,
  close: undefined,
})

export async function startTestSpine(url: string, options: { bot?: Bot; send?: (message: Outbound) => Promise<SendResult>; spoolDirectory?: string; vault?: Vault; log?: Log; readAgain?: boolean } = {}) {
  const db = openDatabase(url, { connections: 20 })
  const vault = options.vault ?? createVault(TEST_MASTER_KEY)
  const log = options.log ?? createLog('silent')
  const metrics = createMetrics()
  const notices = listen(url)
  const spool = await openSpool(options.spoolDirectory ?? (await mkdtemp(join(tmpdir(), 'spool-'))), vault)
  const { receive, receiveEvent, replay } = createReceive({ pool: db.pool, vault, notices, spool, metrics, log })
  const sent: Outbound[] = []
  const send = async (message: Outbound): Promise<SendResult> => {
    const result = await (options.send?.(message) ?? { outcome: 'sent' as const, providerMessageId: `p-${message.messageId}` })
    if (result.outcome === 'sent') sent.push(message)
    return result
  }
  const spine = startSpine({
    db, vault, notices, bot: options.bot ?? echoBot, fallback: () => ({ text: 'machine failed' }),
    senders: { zalo: send, messenger: send, web: send }, replay, metrics, log, readAgain: options.readAgain ?? false,
  })
  return {
    db, vault, receive, receiveEvent, sent, spool, metrics,
    async stop() {
      await spine.stop()
      await notices.stop()
      await db.close()
    },
  }
}

export function textFrom(externalId: string, text: string, eventKey: string): Inbound {
  return { channel: 'zalo', account: 'oa-1', externalId, eventKey, kind: 'text', content: { text }, saidAt: new Date() }
}
