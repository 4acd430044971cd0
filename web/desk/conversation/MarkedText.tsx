import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '../language/LanguageProvider.tsx'
import { cueWords } from './cueWords.ts'
import { markText } from './markText.ts'
import type { Mark, Piece } from './markText.ts'

/** A person's words with the signs of danger marked; hovering or focusing a sign says why. */
export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  return markText(text, marks).map((piece) => (piece.level === null
    ? piece.text
    : <Sign key={piece.start} piece={piece} level={piece.level} />))
}

function Sign({ piece, level }: { piece: Piece; level: NonNullable<Piece['level']> }) {
  const { t, maybe } = useWords()
  const [place, setPlace] = useState<{ x: number; y: number } | null>(null)
  const why = [...new Set(piece.marks.map(({ cue }) => cueWords(cue, maybe)))].join(' · ')

  /** The tip stands above the sign, outside of the transcript, which would cut it off; ears hear the description. */
  function show(element: HTMLElement) {
    const box = element.getBoundingClientRect()
    setPlace({ x: Math.max(8, Math.min(box.left, window.innerWidth - 268)), y: box.top })
  }

  return (
    <mark
      className={`sign level-${level}`}
      tabIndex={0}
      aria-description={`${t(`level.${level}`)} ${t('evidence.because', { why })}`}
      data-testid="evidence"
      onMouseEnter={(event) => show(event.currentTarget)}
      onMouseLeave={() => setPlace(null)}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={() => setPlace(null)}
      onKeyDown={(event) => { if (event.key === 'Escape') setPlace(null) }}
    >
      {piece.text}
      {place && createPortal(
        <span className="tip" aria-hidden="true" style={{ insetInlineStart: place.x, insetBlockStart: place.y }}>
          <strong>{t(`level.${level}`)}</strong> {t('evidence.because', { why })}
        </span>,
        document.body,
      )}
    </mark>
  )
}
