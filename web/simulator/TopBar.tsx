/** @jsxImportSource preact */
import { useTexts } from './texts.ts'

export function TopBar({ onLanguage }: { onLanguage(): void }) {
  const texts = useTexts()
  return (
    <header class="top">
      <div>
        <h1>{texts.title}</h1>
        <p>{texts.lead}</p>
      </div>
      <nav>
        <a href="/chat">{texts.links.chat}</a>
        <a href="/desk">{texts.links.desk}</a>
        <button type="button" class="plain" onClick={onLanguage}>{texts.language}</button>
      </nav>
    </header>
  )
}
