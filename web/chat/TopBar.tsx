/** @jsxImportSource preact */
import { useTexts } from './language.ts'

type Props = { exit: string; onExit: () => void; onLanguage: () => void; otherLanguage: 'vi' | 'en' }

/** Says little on purpose: somebody may look over the child's shoulder. */
export function TopBar({ exit, onExit, onLanguage, otherLanguage }: Props) {
  const texts = useTexts()
  return (
    <header class="top">
      <h1 class="title">{texts.title}</h1>
      <button type="button" class="language" lang={otherLanguage} onClick={onLanguage} data-testid="lang-switch">
        {texts.language.other}
      </button>
      {/* A link, so that it leads away even if this script has died. */}
      <a
        class="exit"
        href={exit}
        rel="noreferrer"
        title={texts.exit.hint}
        data-testid="quick-exit"
        onClick={(event) => {
          event.preventDefault()
          onExit()
        }}
      >
        {texts.exit.button}
      </a>
    </header>
  )
}
