import en from '../../../locales/en/desk.json' with { type: 'json' }
import enErrors from '../../../locales/en/errors.json' with { type: 'json' }
import enSafeguards from '../../../locales/en/safeguards.json' with { type: 'json' }
import enTriage from '../../../locales/en/triage.json' with { type: 'json' }
import vi from '../../../locales/vi/desk.json' with { type: 'json' }
import viErrors from '../../../locales/vi/errors.json' with { type: 'json' }
import viSafeguards from '../../../locales/vi/safeguards.json' with { type: 'json' }
import viTriage from '../../../locales/vi/triage.json' with { type: 'json' }

export const LANGUAGES = ['vi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

type Dictionary = typeof vi & typeof viSafeguards
/** `section.name`, as in locales/vi/desk.json and safeguards.json: a misspelt key does not compile. */
export type WordKey = { [S in keyof Dictionary & string]: `${S}.${keyof Dictionary[S] & string}` }[keyof Dictionary & string]
export type WordParams = Readonly<Record<string, string | number>>

const DICTIONARIES: Record<Language, Record<string, Record<string, string>>> = {
  vi: { ...viTriage, ...viSafeguards, ...vi, ...viErrors },
  en: { ...enTriage, ...enSafeguards, ...en, ...enErrors },
}

/** The sentence in that language with `{{name}}` filled in; the Vietnamese one when it is not translated. */
export function translate(language: Language, key: WordKey, params: WordParams = {}): string {
  return fill(find(language, key) ?? find('vi', key) ?? key, params)
}

/** As {@link translate} for a key made of data (a cue, a code): undefined when there is no such sentence. */
export function translateMaybe(language: Language, key: string, params: WordParams = {}): string | undefined {
  const sentence = find(language, key) ?? find('vi', key)
  return sentence === undefined ? undefined : fill(sentence, params)
}

function find(language: Language, key: string): string | undefined {
  const dot = key.indexOf('.')
  const section = DICTIONARIES[language][key.slice(0, dot)]
  const name = key.slice(dot + 1)
  return section && Object.hasOwn(section, name) ? section[name] : undefined
}

function fill(sentence: string, params: WordParams): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(params[name] ?? whole))
}
