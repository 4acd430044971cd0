import { useEffect } from 'react'
import { act } from '../http/request.ts'

const BEAT_MS = 30_000

/** Tells colleagues that I am here, what I look at and whether I type: every 30 seconds and on each change. */
export function usePresence(viewing: string | null, typing: boolean): void {
  useEffect(() => {
    const beat = () => {
      act('POST', '/presence', { viewing, typing }).catch(() => {
        // Being away shows in the banner; the next beat tries again.
      })
    }
    beat()
    const timer = setInterval(beat, BEAT_MS)
    return () => clearInterval(timer)
  }, [viewing, typing])
}
