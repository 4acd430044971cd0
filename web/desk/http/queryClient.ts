import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isAway, RequestError } from './refusal.ts'

/** The desk's copy of what the server said: rows there are the truth, hints and polls refresh it. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      // The session ended while the desk was open: back to the door, whichever question noticed.
      onError: (error) => {
        if (error instanceof RequestError && error.code === 'unauthorised') client.setQueryData(['me'], null)
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays a refusal; only silence is worth asking again.
        retry: (failures, error) => isAway(error) && failures < 2,
        retryDelay: 1_500,
        // Our own measure of being reachable decides, not the browser's.
        networkMode: 'always',
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return client
}
