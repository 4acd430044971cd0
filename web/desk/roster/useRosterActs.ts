import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { act } from '../http/request.ts'

/** Changes the roster and reads it again. `error` is the last refusal, kept to be shown or decided upon. */
export function useRosterActs() {
  const client = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function run(path: string, body: object): Promise<boolean> {
    setBusy(true)
    setError(null)
    try {
      await act('POST', path, body)
      return true
    } catch (refusal) {
      setError(refusal)
      return false
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ['roster'] })
    }
  }

  return { run, busy, error }
}
