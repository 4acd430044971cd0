import type { Conversation, Correctable, CorrectionValue } from '../../../src/desk/api.ts'
import { factWords } from '../card/factWords.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { useCommunes } from '../queue/useCommunes.ts'

/** What stands now; null: not known. */
export function standingOf(conversation: Conversation, name: Correctable): CorrectionValue {
  if (name === 'commune' || name === 'categories' || name === 'reporter') return conversation[name]
  return conversation.facts.find((one) => one.name === name)?.value ?? null
}

/** A value in words, whatever it is of. */
export function useValueWords(): (name: string, value: CorrectionValue) => string {
  const words = useWords()
  const communes = useCommunes()
  return (name, value) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return words.t('card.unknown')
    if (Array.isArray(value)) return value.map((code) => words.maybe(`category.${code}`) ?? code).join(', ')
    if (name === 'commune') return communes.find(({ code }) => code === value)?.title ?? String(value)
    return factWords({ name, status: 'value', value }, words)
  }
}
