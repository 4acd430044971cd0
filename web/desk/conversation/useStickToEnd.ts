import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

/** Within this many pixels of the end counts as being there. */
const NEAR = 48

/**
 * Keeps a scrolling box at its end while the reader is there, and leaves it alone while they read above.
 * `end` changes when something is added at the end.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, end: number) {
  const [atEnd, setAtEnd] = useState(true)
  const stick = useRef(true)

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }, [scroller])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (!box) return
    stick.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR
    setAtEnd(stick.current)
  }, [scroller])

  useLayoutEffect(() => {
    if (stick.current) toEnd()
  }, [end, toEnd])

  // A keyboard on a phone, or a growing reply box, makes the box smaller: the end stays in sight.
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    const watcher = new ResizeObserver(() => { if (stick.current) toEnd() })
    watcher.observe(box)
    return () => watcher.disconnect()
  }, [scroller, toEnd])

  /** Runs something that adds above, and keeps what the reader looks at where it was. */
  const keepPlace = useCallback(async (add: () => Promise<void>) => {
    const box = scroller.current
    const fromEnd = box ? box.scrollHeight - box.scrollTop : 0
    await add()
    requestAnimationFrame(() => { if (box) box.scrollTop = box.scrollHeight - fromEnd })
  }, [scroller])

  return { atEnd, onScroll, toEnd, keepPlace }
}
