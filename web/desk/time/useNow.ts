import { useEffect, useState } from 'react'
import { serverNow } from './clock.ts'

/** The server's time, again every `everyMs`: for clocks on the screen. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
