import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'

/** Copies a text, and says whether that worked: a browser may forbid it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useWords()
  const [said, setSaid] = useState('')
  return (
    <>
      <span className="quiet" role="status">{said}</span>
      <button type="button" className="button-quiet" onClick={() => {
        navigator.clipboard.writeText(text).then(() => setSaid(t('common.copied')), () => setSaid(t('common.notCopied')))
      }}>{label}</button>
    </>
  )
}
