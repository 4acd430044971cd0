/**
 * What this tab remembers: in sessionStorage and nowhere else, so that it ends with the tab. Where a browser
 * refuses even that, in memory.
 */
export type Store = {
  read(name: string): string | undefined
  write(name: string, value: string): void
  /** Forgets everything. */
  clear(): void
}

const PREFIX = 'chat.'

export function openStore(session: () => Storage = () => window.sessionStorage): Store {
  const memory = new Map<string, string>()
  const storage = usable(session)
  return {
    read: (name) => storage?.getItem(PREFIX + name) ?? memory.get(name),
    write(name, value) {
      memory.set(name, value)
      try {
        storage?.setItem(PREFIX + name, value)
      } catch {
        // Full, or switched off meanwhile: memory still has it.
      }
    },
    clear() {
      memory.clear()
      storage?.clear()
    },
  }
}

function usable(session: () => Storage): Storage | undefined {
  try {
    const storage = session()
    storage.setItem(PREFIX + 'probe', '1')
    storage.removeItem(PREFIX + 'probe')
    return storage
  } catch {
    return undefined
  }
}
