/** A conversation keeps its place when the dialogs change under it. */
import type { Dialogs } from './parse.ts'
import type { Session } from './session.ts'

/**
 * A fresh copy of the session on these dialogs. The place moves with `moved` of map.yaml; a place that is
 * gone becomes "nowhere", so that the next words are met by `again`; answers are kept in any case.
 */
export function migrate(dialogs: Dialogs, session: Session): Session {
  const copy = structuredClone(session)
  if (session.version === dialogs.version) return copy
  const place = (id: string | null): string | null => {
    if (id === null) return null
    const now = dialogs.map.moved[id] ?? id
    return dialogs.steps[now]?.kind === 'ask' ? now : null
  }
  return {
    ...copy,
    version: dialogs.version,
    at: place(copy.at),
    resume: place(copy.resume),
    trail: copy.trail.map(place).filter((id) => id !== null),
  }
}
