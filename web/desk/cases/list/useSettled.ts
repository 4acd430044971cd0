import { useEffect, useState } from 'react'

const PAUSE_MS = 300

/** What was typed, once the typing pauses: every search stands in the access log, and half a name finds nothing. */
export function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
