import type { EvidenceMark } from '../../../src/desk/api.ts'
import { cueWords } from '../conversation/cueWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { LevelShape } from '../parts/Level.tsx'
import { strongestOfEach } from './strongestOfEach.ts'

/** Why this level: each kind of sign once, the gravest first, with a way to the words that carried it. */
export function Signs({ evidence, conversationId }: { evidence: readonly EvidenceMark[]; conversationId: string }) {
  const { t, maybe } = useWords()
  const signs = strongestOfEach(evidence)
  if (signs.length === 0) return <p className="quiet">{t('evidence.none')}</p>
  return (
    <ul className="signs">
      {signs.map((sign) => (
        <li key={sign.cue}>
          <button type="button" onClick={() => showMessage(conversationId, sign.seq)}>
            <LevelShape level={sign.level} />
            <span className="only-heard">{t(`level.${sign.level}`)}:</span>
            {cueWords(sign.cue, maybe)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function showMessage(conversationId: string, seq: number): void {
  const message = document.querySelector(`[data-conversation-id="${conversationId}"] [data-seq="${seq}"]`)
  message?.scrollIntoView({ block: 'center' })
  message?.querySelector('mark')?.focus()
}
