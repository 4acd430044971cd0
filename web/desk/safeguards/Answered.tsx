import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'

/** Shows what came, or says that it is coming or why it does not. */
export function Answered<T>({ query: { data, error }, children }: { query: Pick<UseQueryResult<T>, 'data' | 'error'>; children: (data: T) => ReactNode }) {
  const words = useWords()
  if (data !== undefined) return <>{children(data)}</>
  return <p className={error ? 'problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : words.t('common.loading')}</p>
}
