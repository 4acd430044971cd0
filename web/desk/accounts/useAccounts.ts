import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountOutcome, Accounts } from '../../../src/desk/api.ts'
import { read, withFields, write } from '../http/request.ts'

export type Account = Accounts['accounts'][number]
export type AccountRequest = Accounts['requests'][number]

const isAccounts = withFields<Accounts>('accounts', 'requests')
const isOutcome = withFields<Partial<AccountOutcome>>()
const ACCOUNTS = ['accounts'] as const

export function useAccounts() {
  return useQuery({ queryKey: ACCOUNTS, queryFn: ({ signal }) => read('/accounts', isAccounts, signal), refetchInterval: 30_000 })
}

/** Runs one act on an account; undefined when it was refused, with the reason in `error`. */
export function useAccountActs(): { run: (path: string, body?: object) => Promise<Partial<AccountOutcome> | undefined>; busy: boolean; error: unknown } {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function run(path: string, body: object = {}) {
    setBusy(true)
    setError(undefined)
    try {
      return await write('POST', path, body, isOutcome)
    } catch (refused) {
      setError(refused)
      return undefined
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: ACCOUNTS })
    }
  }
  return { run, busy, error }
}
