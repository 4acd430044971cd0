import { useEffect, useRef } from 'react'
import { remembered } from '../parts/remembered.ts'
import { placeOf, shortcutOf } from './shortcuts.ts'
import type { ShortcutName } from './shortcuts.ts'

/** Runs these while the component is on the screen, unless shortcuts are switched off on this device (WCAG 2.1.4). */
export function useShortcuts(runs: Partial<Record<ShortcutName, (() => void) | undefined>>): void {
  const latest = useRef(runs)
  useEffect(() => {
    latest.current = runs
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || remembered('shortcuts') === 'off') return
      const name = shortcutOf(event, placeOf(event.target))
      const run = name && latest.current[name]
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
