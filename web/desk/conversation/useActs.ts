import { useAttempt } from '../parts/useAttempt.ts'

/**
 * Acts on one conversation: sends, reads again what changed, tells what went wrong. `run` gives whether it
 * worked; a refusal is shown as a toast and the conversation is read again, for the screen was stale.
 */
export function useActs(id: string) {
  const { run, busy } = useAttempt([['conversation', id], ['messages', id], ['queue'], ['snoozed'], ['alarms']])
  return { run: (name: string, body: object = {}) => run(`/conversations/${id}/${name}`, body), busy }
}
