import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { remember, remembered } from '../parts/remembered.ts'
import { translate, translateMaybe } from './words.ts'
import type { Language, WordKey, WordParams } from './words.ts'

export type Words = {
  language: Language
  setLanguage: (language: Language) => void
  /** The sentence of this key in the language of the desk. */
  t: (key: WordKey, params?: WordParams) => string
  /** The sentence of a key made of data, or undefined. */
  maybe: (key: string, params?: WordParams) => string | undefined
}

const WordsContext = createContext<Words | undefined>(undefined)

/** Holds the language of the desk: Vietnamese until somebody chooses English on this device. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() => (remembered('language') === 'en' ? 'en' : 'vi'))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const words = useMemo<Words>(() => ({
    language,
    setLanguage: (next) => {
      remember('language', next)
      choose(next)
    },
    t: (key, params) => translate(language, key, params),
    maybe: (key, params) => translateMaybe(language, key, params),
  }), [language])
  return <WordsContext value={words}>{children}</WordsContext>
}

/** The words of the desk in the chosen language. */
export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('useWords outside LanguageProvider')
  return words
}
