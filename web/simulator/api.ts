/** The page's calls to its server. */
import {
  deliverySchema,
  personSchema,
  stateSchema,
  type Act,
  type SimChannel,
  type SimDelivery,
  type SimFault,
  type SimPerson,
} from '../../src/simulator/page/contract.ts'

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`/simulator/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`simulator answered ${response.status}`)
  return response.status === 204 ? undefined : response.json()
}

export async function readState(): Promise<SimPerson[]> {
  const response = await fetch('/simulator/state')
  return stateSchema.parse(await response.json()).people
}

export async function addPerson(person: { channel: SimChannel; id?: string | undefined; name: string }): Promise<SimPerson> {
  return personSchema.parse(await post('people', person))
}

export type How = { times: number; delayMs: number }

export async function doAct(person: Pick<SimPerson, 'channel' | 'id'>, act: Act, how: How): Promise<SimDelivery> {
  return deliverySchema.parse(await post('acts', { channel: person.channel, person: person.id, act, ...how }))
}

export async function setFault(channel: SimChannel, fault: SimFault, times: number): Promise<void> {
  await post('faults', { channel, fault, times })
}

/** Hears of every change of every person; `onLost` when the stream breaks (it comes back by itself), `onBack` when it is there. */
export function listenForChanges(handlers: { onPerson(person: SimPerson): void; onBack(): void; onLost(): void }): () => void {
  const stream = new EventSource('/simulator/events')
  stream.onmessage = ({ data }) => handlers.onPerson(personSchema.parse(JSON.parse(String(data))))
  stream.onopen = handlers.onBack
  stream.onerror = handlers.onLost
  return () => stream.close()
}
