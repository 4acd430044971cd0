import { useQuery } from '@tanstack/react-query'
import { read, type Guard } from '../http/request.ts'
import { useAttempt } from '../parts/useAttempt.ts'

/** One answer about keeping, erasing or looking back; read anew after every act. */
export function useSafeguard<T>(path: string, guard: Guard<T>) {
  return useQuery({ queryKey: ['safeguards', path], queryFn: ({ signal }) => read(path, guard, signal) })
}

/** Acts, and reads again what it may have changed; a refusal is shown as a toast. `run` gives whether it worked. */
export function useSafeguardActs() {
  return useAttempt([['safeguards']])
}
