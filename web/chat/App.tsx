/** @jsxImportSource preact */
import { useEffect, useErrorBoundary, useState } from 'preact/hooks'
import type { PublicCentre } from '../../src/channels/web/wire.ts'
import { CallBar } from './CallBar.tsx'
import { Composer } from './Composer.tsx'
import { leave, onLeaveAround, onTripleEscape } from './leave.ts'
import { TextsContext } from './language.ts'
import { StatusLine } from './StatusLine.tsx'
import type { Store } from './storage.ts'
import { Transcript } from './Transcript.tsx'
import { filled, TEXTS, type Language } from './texts.ts'
import type { Talk, View } from './talk.ts'
import { TopBar } from './TopBar.tsx'
import { Welcome } from './Welcome.tsx'

type Props = { centre: PublicCentre; store: Store; talk: Talk }

/** The page; if its script fails, what is left is the way out and the numbers. */
export function App(props: Props) {
  const [broken] = useErrorBoundary()
  return broken === undefined ? <Room {...props} /> : <Broken {...props} />
}

/** The way out on top, numbers below it, the talk, and the place to write. */
function Room({ centre, store, talk }: Props) {
  const view = useView(talk)
  const [language, setLanguage] = useState<Language>(languageIn(store))
  const texts = TEXTS[language]

  useEffect(() => onTripleEscape(() => leave(talk, centre.quickExit)), [talk, centre])
  useEffect(() => onLeaveAround(() => leave(talk, centre.quickExit)), [talk, centre])
  useEffect(() => {
    document.documentElement.lang = language
    document.title = texts.title
    store.write('language', language)
  }, [language, store, texts])
  useEffect(() => reportSeen(talk), [talk, view.messages])

  function switchLanguage(): void {
    // In a running talk the other side should change too: it knows this word.
    if (view.begun) talk.say(texts.language.word, language === 'vi' ? 'en' : 'vi')
    setLanguage(language === 'vi' ? 'en' : 'vi')
  }

  return (
    <TextsContext.Provider value={texts}>
      <TopBar exit={centre.quickExit} onExit={() => leave(talk, centre.quickExit)} onLanguage={switchLanguage} otherLanguage={language === 'vi' ? 'en' : 'vi'} />
      <CallBar centre={centre} />
      <Transcript view={view} numbers={Object.values(centre.numbers)} onButton={(button) => talk.say(button.title, language, button)} onAgain={talk.again} talk={talk}>
        <Welcome centre={centre} language={language} talk={talk} onStart={view.begun ? undefined : () => talk.begin(language)} />
      </Transcript>
      <StatusLine view={view} number={centre.numbers.child111} />
      <Composer store={store} onSay={(text) => talk.say(text, language)} />
    </TextsContext.Provider>
  )
}

function Broken({ centre, store, talk }: Props) {
  const language = languageIn(store)
  return (
    <TextsContext.Provider value={TEXTS[language]}>
      <TopBar exit={centre.quickExit} onExit={() => leave(talk, centre.quickExit)} onLanguage={() => window.location.reload()} otherLanguage={language === 'vi' ? 'en' : 'vi'} />
      <CallBar centre={centre} />
      <main class="first">
        <p role="alert">{filled(TEXTS[language].crashed, { number: centre.numbers.child111 })}</p>
      </main>
    </TextsContext.Provider>
  )
}

function languageIn(store: Store): Language {
  return store.read('language') === 'en' ? 'en' : 'vi'
}

function useView(talk: Talk): View {
  const [view, setView] = useState(talk.view())
  useEffect(() => {
    setView(talk.view())
    return talk.subscribe(() => setView(talk.view()))
  }, [talk])
  return view
}

/** Replies count as seen while somebody looks at the page; coming back to it counts too. */
function reportSeen(talk: Talk): () => void {
  const report = () => {
    if (document.visibilityState === 'visible') talk.seen()
  }
  report()
  document.addEventListener('visibilitychange', report)
  return () => document.removeEventListener('visibilitychange', report)
}
