import { useEffect, useRef } from 'react'
import { offer } from './registry.ts'
import type { Runs } from './registry.ts'

/** Offers these to the keyboard and the palette while the component is on the screen. */
export function useShortcuts(runs: Runs): void {
  const latest = useRef(runs)
  useEffect(() => {
    latest.current = runs
  })
  useEffect(() => offer(latest), [])
}
