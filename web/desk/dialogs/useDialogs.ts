import { useQuery } from '@tanstack/react-query'
import type { DialogList, DialogPage } from '../../../src/dialogReview/api.ts'
import { read, withFields } from '../http/request.ts'

const isList = withFields<DialogList>('dialogs')
const isPage = withFields<DialogPage>('name', 'version', 'svg', 'script', 'reviews')

export const DIALOGS_KEY = ['dialogs'] as const

/** Every dialog, with who read it last. */
export function useDialogs() {
  return useQuery({ queryKey: DIALOGS_KEY, queryFn: ({ signal }) => read('/dialogs', isList, signal) })
}

/** One dialog as its reviewers read it. */
export function useDialog(name: string, locale: 'vi' | 'en') {
  return useQuery({ queryKey: [...DIALOGS_KEY, name, locale], queryFn: ({ signal }) => read(`/dialogs/${name}?locale=${locale}`, isPage, signal) })
}
