import { useQuery } from '@tanstack/react-query'
import type { Security } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'

const isSecurity = withFields<Security>('secondFactor', 'recoveryCodesLeft', 'sessions')
export const SECURITY = ['security'] as const

/** How my account is kept: second factor, recovery codes, where I am signed in. */
export function useSecurity() {
  return useQuery({ queryKey: SECURITY, queryFn: ({ signal }) => read('/me/security', isSecurity, signal) })
}
