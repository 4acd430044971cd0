import { useQuery } from '@tanstack/react-query'
import type { Service } from '../../../../src/directory/services.ts'
import type { Guard } from '../../http/request.ts'
import { read } from '../../http/request.ts'

const isServices: Guard<Service[]> = (value): value is Service[] => Array.isArray(value)

/** The bodies of the directory that receive referrals of this kind; the commune's own first. */
export function useServices(kind: string, communeCode: string | undefined) {
  return useQuery({
    queryKey: ['services', kind, communeCode],
    queryFn: ({ signal }) => read(`/services?${new URLSearchParams({ kind, ...(communeCode === undefined ? {} : { communeCode }) }).toString()}`, isServices, signal),
    staleTime: 300_000,
  })
}
