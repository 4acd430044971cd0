import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import en from '../../locales/en/simulator.json' with { type: 'json' }
import vi from '../../locales/vi/simulator.json' with { type: 'json' }

export type Texts = typeof vi
export type Language = 'vi' | 'en'

export const TEXTS: Record<Language, Texts> = { vi, en }

const TextsContext = createContext<Texts>(TEXTS.vi)
export const TextsProvider = TextsContext.Provider

/** The sentences of the language in use. */
export function useTexts(): Texts {
  return useContext(TextsContext)
}

/** Puts values into the `{{name}}` places of a text. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place))
}
