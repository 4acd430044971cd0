import type { TurnResult } from './bot.ts'
import type { ConversationRow } from './store.ts'

type Judged = Pick<ConversationRow, 'byHand' | 'categories' | 'categoriesAside' | 'commune' | 'reporter'>

/**
 * What a human decided about a conversation goes before what the machine reads in it: their commune and reporter stand,
 * and of the categories the machine only adds what nobody took away.
 */
export function keepByHand<T extends Pick<TurnResult, 'categories' | 'reporter' | 'commune'>>(conversation: Judged, result: T): T {
  const { byHand, categories, categoriesAside, commune, reporter } = conversation
  const known = [...categories, ...categoriesAside]
  return {
    ...result,
    ...(byHand.includes('categories') ? { categories: [...categories, ...result.categories.filter((code) => !known.includes(code))] } : {}),
    ...(byHand.includes('reporter') ? { reporter } : {}),
    ...(byHand.includes('commune') ? { commune } : {}),
  }
}
