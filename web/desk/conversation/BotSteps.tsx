import type { Message } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { timeOfDay } from '../time/dates.ts'
import { lastLine } from './lastLine.ts'

/**
 * What the machine said in a row, folded to its last line: a child's "có" is only understood beside the
 * question it answers.
 */
export function BotSteps({ messages }: { messages: readonly Message[] }) {
  const { t, language } = useWords()
  const last = messages.at(-1)
  if (!last) return null
  return (
    <details className="bot">
      <summary>
        <Icon name="machine" />
        <span className="bot-last">{lastLine(last.text)}</span>
        <span className="bot-count">{t('message.botSteps', { n: messages.length })}</span>
      </summary>
      {messages.map((message) => (
        <article key={message.id} className="bot-step" data-testid="message" data-author="bot" data-direction="out" data-seq={message.seq}>
          <p className="message-text">{message.text}</p>
          {message.buttons.length > 0 && <p className="bot-buttons">{message.buttons.map((button) => <span key={button}>{button}</span>)}</p>}
          <time dateTime={message.at}>{timeOfDay(message.at, language)}</time>
        </article>
      ))}
    </details>
  )
}
