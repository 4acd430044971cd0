import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { translate } from '../language/words.ts'
import type { Language } from '../language/words.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { plain } from '../queue/search.ts'
import { CANNED } from './canned.ts'

/** Ready sentences by topic, put into the reply box to be read and changed, never sent from here. */
export function CannedAnswers({ language, onChoose, onClose }: {
  /** The person's language, which need not be the desk's. */
  language: Language
  onChoose: (text: string) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const wanted = plain(typed)
  const answers = CANNED.map((name) => ({ name, title: t(`cannedTitle.${name}`), text: translate(language, `canned.${name}`) }))
  const found = answers.filter(({ title, text }) => plain(`${title} ${text}`).includes(wanted))
  return (
    <Dialog title={t('canned.title')} onClose={onClose} testId="canned">
      <input
        type="search"
        autoFocus
        aria-label={t('canned.search')}
        placeholder={t('canned.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found
          if (event.code === 'Enter' && !event.nativeEvent.isComposing && first) {
            event.preventDefault()
            onChoose(first.text)
          }
        }}
      />
      <ul className="canned">
        {found.map(({ name, title, text }) => (
          <li key={name}>
            <button type="button" onClick={() => onChoose(text)}>
              <strong>{title}</strong>
              <span lang={language}>{text}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="dialog-buttons">
        <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
      </div>
    </Dialog>
  )
}
