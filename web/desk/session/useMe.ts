import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Me, SignIn } from '../../../src/desk/api.ts'
import type { Action } from '../../../src/staff/permissions.ts'
import { isAway } from '../http/refusal.ts'
import { act, read, setCsrfToken, withFields, write } from '../http/request.ts'

const isMe = withFields<Me>('id', 'name', 'csrfToken', 'permissions')
export const ME = ['me'] as const

/** Who is signed in on this browser: undefined while asking, null when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async (): Promise<Me | null> => {
      try {
        const me = await read('/me', isMe)
        setCsrfToken(me.csrfToken)
        return me
      } catch (error) {
        if (isAway(error)) throw error
        return null
      }
    },
    staleTime: Infinity,
  })
}

/** Whether the signed-in person's role allows it: only for what to show, the server decides. */
export function useMay(): (action: Action) => boolean {
  const { data: me } = useMe()
  return (action) => me?.permissions.includes(action) ?? false
}

/** Goes on as whoever has just come in (or as nobody); nothing of a session before stays in memory. */
export function useEnter(): (me: Me | null) => void {
  const client = useQueryClient()
  return (me) => {
    forget(client)
    setCsrfToken(me?.csrfToken ?? '')
    client.setQueryData(ME, me)
  }
}

/** Signs in. */
export function useSignIn(): (tried: SignIn) => Promise<void> {
  const enter = useEnter()
  return async (tried) => enter(await write('POST', '/sign-in', tried, isMe))
}

/** Signs out on the server and forgets everything this page has read. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await act('POST', '/sign-out')
    forget(client)
    client.setQueryData(ME, null)
  }
}

/** Drops everything that was read, but not the question who is signed in, which the screen watches. */
function forget(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] })
}
