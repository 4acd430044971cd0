/** Who uses the simulated platform, and what stands in their chat. */
export type BubbleButton = { title: string; payload?: string; phone?: string; url?: string }

export type Bubble = {
  id: string
  /** `page`: the OA or Page. */
  author: 'person' | 'page'
  text: string
  buttons: BubbleButton[]
  at: number
  /** What the person's phone and eyes did with a message from the page; `sent` until told otherwise. */
  status: 'sent' | 'delivered' | 'read'
}

export type Person = {
  readonly id: string
  name: string
  readonly chat: Bubble[]
  /** Last act that opens the window for free replies. */
  lastActAt: number | undefined
  blocked: boolean
  /** How often the page has shown that somebody is writing. */
  dots: number
}

export type People = {
  find(id: string): Person | undefined
  add(id: string, name?: string): Person
  all(): Person[]
  /** Called after every change, with the person it concerns. */
  onChange(listener: (person: Person) => void): () => void
  changed(person: Person): void
}

export function createPeople(): People {
  const people = new Map<string, Person>()
  const listeners = new Set<(person: Person) => void>()
  const changed = (person: Person) => listeners.forEach((listener) => listener(person))
  return {
    find: (id) => people.get(id),
    all: () => [...people.values()],
    changed,
    add(id, name = '') {
      const known = people.get(id)
      if (known) return known
      const person: Person = { id, name, chat: [], lastActAt: undefined, blocked: false, dots: 0 }
      people.set(id, person)
      changed(person)
      return person
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
