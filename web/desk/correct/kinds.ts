import { isCorrectable, type Correctable } from '../../../src/desk/api.ts'

export type Kind = 'commune' | 'categories' | 'reporter' | 'age' | 'who' | 'withNow' | 'yesno' | 'words'

/** With which field each is put right. */
export const KINDS: Readonly<Record<Correctable, Kind>> = {
  categories: 'categories', commune: 'commune', reporter: 'reporter', age: 'age', who: 'who', withNow: 'withNow',
  inDangerNow: 'yesno', nearHarm: 'yesno', hurtingSelfNow: 'yesno', injured: 'yesno', adultNear: 'yesno', contactSafe: 'yesno',
  place: 'words', carer: 'words', when: 'words', contactHour: 'words', contactPhone: 'words', reporterContact: 'words',
  situation: 'words', child: 'words', condition: 'words', consequence: 'words', actionsTaken: 'words',
}

/** In the order in which they are offered: what the machine guesses oftenest first. */
export const NAMES: readonly Correctable[] = Object.keys(KINDS).filter(isCorrectable)

