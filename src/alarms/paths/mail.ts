import { createTransport } from 'nodemailer'
import { errorCode } from '../../errors.ts'
import type { CallResult, Path } from '../call.ts'

export type MailSettings = { url: string; from: string }

const TIMEOUT_MS = 10_000

/** E-mail by SMTP. A repeat carries the same Message-ID, so that mail programs show it once. */
export function mailPath({ url, from }: MailSettings): Path {
  const transport = createTransport({ url, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, dnsTimeout: TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true })
  return {
    name: 'mail',
    async send(to, { id, subject, text, level }) {
      const priority = level === 'emergency' || level === 'high' ? 'high' : 'normal'
      try {
        await transport.sendMail({ from, to, subject, text, priority, messageId: `<${id}@lang-nghe.alarm>`, headers: { 'Auto-Submitted': 'auto-generated' } })
        return { outcome: 'sent' }
      } catch (error) {
        return refusal(error)
      }
    },
    /** Connects and signs in, sends nothing: an expired password is seen before it is needed. */
    async check() {
      try {
        await transport.verify()
        return { outcome: 'sent' }
      } catch (error) {
        return refusal(error)
      }
    },
  }
}

/** Only a final word on this very recipient (RFC 5321: 550, 551, 553 to RCPT) is the address's fault. */
function refusal(error: unknown): CallResult {
  const code = errorCode(error)
  const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  const command = error instanceof Error && 'command' in error ? String(error.command) : ''
  if (command.startsWith('RCPT') && [550, 551, 553].includes(status)) return { outcome: 'failed', code: 'mailbox' }
  return { outcome: 'retry', code: status > 0 ? `smtp-${status}` : code }
}
