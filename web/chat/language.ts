import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { TEXTS, type Texts } from './texts.ts'

export const TextsContext = createContext<Texts>(TEXTS.vi)

/** The sentences of the language in use. */
export function useTexts(): Texts {
  return useContext(TextsContext)
}
