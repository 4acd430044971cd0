/** Every sentence a person reads stands in locales/<language>/<room>.json; this reads them once, at start. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInstance, type i18n } from 'i18next'
import * as z from 'zod'

export const LANGUAGES = ['vi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export type Nested = { [key: string]: string | Nested }
const nested: z.ZodType<Nested> = z.record(z.string(), z.union([z.string(), z.lazy(() => nested)]))

export type Locales = {
  /** All sentences of one room in one language, as written. */
  room(language: Language, room: string): Nested
  /** One sentence, with its parameters. Unknown languages read Vietnamese. @throws on an unknown key. */
  text(language: string, room: string, key: string, params?: Record<string, string | number>): string
}

const ROOT = join(import.meta.dirname, '..', 'locales')

/** Reads all locale files. @throws when one is not a tree of strings. */
export async function readLocales(root = ROOT): Promise<Locales> {
  const resources: Record<string, Record<string, Nested>> = {}
  for (const language of LANGUAGES) {
    const names = (await readdir(join(root, language))).filter((name) => name.endsWith('.json'))
    const rooms = await Promise.all(names.map(async (name) => [name.replace(/\.json$/, ''), nested.parse(JSON.parse(await readFile(join(root, language, name), 'utf8')))] as const))
    resources[language] = Object.fromEntries(rooms)
  }
  const translator = createInstance()
  await translator.init({ resources, lng: 'vi', fallbackLng: 'vi', interpolation: { escapeValue: false }, returnNull: false })
  return {
    room: (language, room) => resources[language]?.[room] ?? {},
    text: (language, room, key, params = {}) => translate(translator, language, room, key, params),
  }
}

function translate(translator: i18n, language: string, room: string, key: string, params: Record<string, string | number>): string {
  if (!translator.exists(key, { ns: room })) throw new Error(`no sentence ${room}:${key}`)
  return translator.t(key, { ...params, lng: language, ns: room })
}
