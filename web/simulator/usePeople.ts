/** Everybody on both platforms, live. */
import { useEffect, useState } from 'preact/hooks'
import { CHANNELS, type SimChannel, type SimPerson } from '../../src/simulator/page/contract.ts'
import { addPerson, listenForChanges, readState } from './api.ts'
import { rememberedPeople, rememberPerson } from './memory.ts'
import { filled, TEXTS } from './texts.ts'

export type People = {
  all: readonly SimPerson[]
  lost: boolean
  add(channel: SimChannel): Promise<SimPerson>
}

export function usePeople(): People {
  const [people, setPeople] = useState<readonly SimPerson[]>([])
  const [lost, setLost] = useState(false)

  const put = (person: SimPerson) => setPeople((known) => (known.some(({ id }) => id === person.id) ? known.map((old) => (old.id === person.id ? person : old)) : [...known, person]))

  useEffect(
    () =>
      listenForChanges({
        onPerson: put,
        onLost: () => setLost(true),
        // Also after a restart of the server, whose memory is empty then.
        onBack: () => void reload(),
      }),
    [],
  )

  async function reload(): Promise<void> {
    const known = await readState()
    const ids = new Set(known.map(({ id }) => id))
    const back = await Promise.all(rememberedPeople().filter(({ id }) => id !== undefined && !ids.has(id)).map(addPerson))
    const everybody = [...known, ...back]
    const firsts = await Promise.all(CHANNELS.filter((channel) => !everybody.some((person) => person.channel === channel)).map((channel) => invite(channel, 1)))
    setPeople([...everybody, ...firsts])
    setLost(false)
  }

  async function invite(channel: SimChannel, number: number): Promise<SimPerson> {
    const person = await addPerson({ channel, name: filled(TEXTS.vi.people.name, { number }) })
    rememberPerson({ channel, id: person.id, name: person.name })
    return person
  }

  return {
    all: people,
    lost,
    async add(channel) {
      const person = await invite(channel, people.filter((other) => other.channel === channel).length + 1)
      put(person)
      return person
    },
  }
}
