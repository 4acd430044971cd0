/** Keyed hashes by which a case is found again without storing what was said in the clear. */
import { soundOfName } from '../directory/index.ts'
import type { Vault } from '../safeguards/index.ts'
import { valueOf, type Answer } from './answers.ts'

export type IndexKind = 'name' | 'name-end' | 'phone' | 'birth'
export type BlindIndex = { kind: IndexKind; hash: Buffer }

/** Fewer words say too little: every third child is called Anh. */
const WORDS_OF_END = 2

/** The hashes under which an answer can be found; none when it holds no value. Names by how they sound, without marks. */
export function indexesOf(vault: Vault, purpose: 'name' | 'phone' | 'birth', answer: Answer): BlindIndex[] {
  const value = valueOf(answer)
  if (typeof value !== 'string') return []
  const make = (kind: IndexKind, text: string): BlindIndex => ({ kind, hash: vault.blindIndex(`case.${kind}`, text) })
  switch (purpose) {
    case 'phone': {
      const digits = value.replace(/^\+?84/, '0').replace(/\D/g, '')
      return digits === '' ? [] : [make('phone', digits)]
    }
    case 'birth':
      return [make('birth', value)]
    case 'name': {
      const sounds = soundOfName(value).split(' ').filter((word) => word !== '')
      if (sounds.length < WORDS_OF_END) return sounds.length === 0 ? [] : [make('name', sounds.join(' '))]
      return [make('name', sounds.join(' ')), make('name-end', sounds.slice(-WORDS_OF_END).join(' '))]
    }
    default:
      return unknownPurpose(purpose)
  }
}

function unknownPurpose(purpose: never): never {
  throw new Error(`unknown index ${String(purpose)}`)
}
