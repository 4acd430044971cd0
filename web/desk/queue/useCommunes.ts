import { useQuery } from '@tanstack/react-query'
import type { CommuneNames } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'

const isCommuneNames = withFields<CommuneNames>('communes')

/** The communes by their titles; read once a day, for they change once in many years. */
export function useCommunes(): CommuneNames['communes'] {
  const { data } = useQuery({ queryKey: ['communes'], queryFn: ({ signal }) => read('/communes', isCommuneNames, signal), staleTime: Infinity })
  return data?.communes ?? []
}

/** The title of a commune's code; the code itself while the names are on their way. */
export function useCommuneTitle(code: string | null): string | null {
  const communes = useCommunes()
  return code === null ? null : communes.find((one) => one.code === code)?.title ?? code
}
