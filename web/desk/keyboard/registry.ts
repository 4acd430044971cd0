/** What the shortcuts would do on the screen as it stands: the keys and the palette run the same. */
import type { ShortcutName } from './shortcuts.ts'

export type Runs = Partial<Record<ShortcutName, (() => void) | undefined>>

const mounted: { current: Runs }[] = []

/** Offers these runs until the answer is called. */
export function offer(runs: { current: Runs }): () => void {
  mounted.push(runs)
  return () => {
    mounted.splice(mounted.indexOf(runs), 1)
  }
}

/** What this name would do now; undefined where the screen does not offer it. Whoever came last has it. */
export function runOf(name: ShortcutName): (() => void) | undefined {
  return mounted.findLast(({ current }) => current[name])?.current[name]
}
