/**
 * One read for all who ask for the same thing at once: hundreds of desks read the queue again at the same hint.
 * Nobody gets an answer older than the question: who comes while a read runs shares the next one, not that one.
 */
export type SharedReads<T> = (key: string, read: () => Promise<T>) => Promise<T>

type Flight<T> = { running: Promise<T>; next: Promise<T> | undefined }

/** Answers are shared between callers: nobody may change them. The same key must always read the same thing. */
export function createSharedReads<T>(): SharedReads<T> {
  const flights = new Map<string, Flight<T>>()

  function start(key: string, read: () => Promise<T>): Promise<T> {
    const flight: Flight<T> = { running: read(), next: undefined }
    flights.set(key, flight)
    const landed = () => { if (flight.next === undefined) flights.delete(key) }
    flight.running.then(landed, landed)
    return flight.running
  }

  return (key, read) => {
    const flight = flights.get(key)
    if (!flight) return start(key, read)
    const begin = () => start(key, read)
    flight.next ??= flight.running.then(begin, begin)
    return flight.next
  }
}
