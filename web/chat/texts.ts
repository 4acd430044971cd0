import en from '../../locales/en/chat.json' with { type: 'json' }
import vi from '../../locales/vi/chat.json' with { type: 'json' }

export type Texts = typeof vi
export type Language = 'vi' | 'en'

export const TEXTS: Record<Language, Texts> = { vi, en }

/** Puts values into the `{{name}}` places of a text. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place)
}
