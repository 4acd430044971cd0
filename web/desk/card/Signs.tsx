import type { EvidenceMark } from '../../../src/desk/api.ts'
import { cueWords } from '../conversation/cueWords.ts'
import { useMessages } from '../conversation/useMessages.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { strongestOfEach } from './strongestOfEach.ts'

/** Why this level: each kind of sign once, the gravest first, with the person's own words that carried it and a way to them. */
export function Signs({ evidence, conversationId }: { evidence: readonly EvidenceMark[]; conversationId: string }) {
  const { t, maybe } = useWords()
  const signs = strongestOfEach(evidence)
  const { messages } = useMessages(conversationId)
  if (signs.length === 0) return <p className="quiet">{t('evidence.none')}</p>
  return (
    <ul className="signs">
      {signs.map((sign) => (
        <li key={sign.cue}>
          <button type="button" onClick={() => showMessage(conversationId, sign.seq)}>
            <LevelShape level={sign.level} />
            <span className="only-heard">{t(`level.${sign.level}`)}:</span>
            <span>
              {cueWords(sign.cue, maybe)}
              {quote(sign) !== '' && <q className="sign-words">{quote(sign)}</q>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )

  /** The words themselves, as far as the transcript is read. */
  function quote({ messageId, start, end }: EvidenceMark): string {
    return messages.find(({ id }) => id === messageId)?.text.slice(start, end).trim() ?? ''
  }
}

function showMessage(conversationId: string, seq: number): void {
  const message = document.querySelector(`[data-conversation-id="${conversationId}"] [data-seq="${seq}"]`)
  message?.scrollIntoView({ block: 'center' })
  message?.querySelector('mark')?.focus()
}
