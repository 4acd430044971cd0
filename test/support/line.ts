/** The line to a database, that a test can cut, freeze and mend: what happens to a service whose database is away. */
import { connect, createServer, type Socket } from 'node:net'

export type Line = {
  /** The database's address by way of the line. */
  readonly url: string
  /** Connections die, and new ones are refused. */
  cut(): void
  /** Connections stay, and nothing passes. */
  freeze(): void
  mend(): void
  close(): Promise<void>
}

export async function openLine(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl)
  const pairs = new Set<readonly [Socket, Socket]>()
  let state: 'open' | 'cut' | 'frozen' = 'open'

  function end(pair: readonly [Socket, Socket]): void {
    pairs.delete(pair)
    for (const socket of pair) socket.destroy()
  }

  const server = createServer((near) => {
    if (state === 'cut') return void near.resetAndDestroy()
    const far = connect(Number(target.port), target.hostname)
    const pair = [near, far] as const
    pairs.add(pair)
    for (const socket of pair) socket.on('error', () => end(pair)).on('close', () => end(pair))
    near.on('data', (data) => far.write(data))
    far.on('data', (data) => near.write(data))
    if (state === 'frozen') for (const socket of pair) socket.pause()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address ? address.port : 0)
  return {
    url: url.href,
    cut() {
      state = 'cut'
      for (const [near, far] of pairs) {
        near.resetAndDestroy()
        far.destroy()
      }
    },
    freeze() {
      state = 'frozen'
      for (const pair of pairs) for (const socket of pair) socket.pause()
    },
    mend() {
      state = 'open'
      for (const pair of pairs) for (const socket of pair) socket.resume()
    },
    async close() {
      for (const pair of pairs) end(pair)
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}
