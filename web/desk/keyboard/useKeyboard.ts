import { useEffect, useRef } from 'react'
import { remembered } from '../parts/remembered.ts'
import { runOf } from './registry.ts'
import { isPaletteKey, placeAfterGo, placeOf, shortcutOf } from './shortcuts.ts'
import type { GoPlace } from './shortcuts.ts'

/** Between G and the letter of the place. */
const GO_MS = 1_500

/**
 * The desk's one ear for keys. Single keys may be switched off on this device (WCAG 2.1.4); the palette's key holds a
 * modifier and stays.
 */
export function useKeyboard({ palette, go }: { palette: () => void; go: (place: GoPlace) => void }): void {
  const latest = useRef({ palette, go })
  useEffect(() => {
    latest.current = { palette, go }
  })
  useEffect(() => {
    let goUntil = 0
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented) return
      const place = placeOf(event.target)
      if (isPaletteKey(event, place)) return take(event, () => latest.current.palette())
      if (remembered('shortcuts') === 'off') return
      const going = event.timeStamp < goUntil ? placeAfterGo(event, place) : undefined
      goUntil = 0
      if (going) return take(event, () => latest.current.go(going))
      const name = shortcutOf(event, place)
      if (name === 'go') {
        goUntil = event.timeStamp + GO_MS
        return event.preventDefault()
      }
      const run = name && runOf(name)
      if (run) take(event, run)
    }
    function take(event: KeyboardEvent, run: () => void) {
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
