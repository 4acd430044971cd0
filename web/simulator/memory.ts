/** What this browser remembers across restarts of the server: the people, and the language. */
import * as z from 'zod/mini'
import { newPersonSchema } from '../../src/simulator/page/contract.ts'
import type { Language } from './texts.ts'

const PEOPLE = 'simulator.people'
const LANGUAGE = 'simulator.language'
const listSchema = z.array(newPersonSchema)
export type Remembered = z.infer<typeof newPersonSchema>

export function rememberedPeople(): Remembered[] {
  try {
    return listSchema.safeParse(JSON.parse(localStorage.getItem(PEOPLE) ?? '[]')).data ?? []
  } catch {
    return []
  }
}

export function rememberPerson(person: Remembered): void {
  const others = rememberedPeople().filter(({ id }) => id !== person.id)
  localStorage.setItem(PEOPLE, JSON.stringify([...others, person].slice(-40)))
}

export function rememberedLanguage(): Language {
  return localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'vi'
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language)
}
