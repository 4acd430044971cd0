/** An HTTP service that alarms are posted to: a phone gateway, or a browser's push service. */
import { createServer, type IncomingHttpHeaders } from 'node:http'

export type Posted = { path: string; headers: IncomingHttpHeaders; body: Buffer }
export type Gateway = {
  readonly url: string
  readonly posted: Posted[]
  /** What it answers from now on. */
  answer: { status: number; headers?: Record<string, string> }
  stop(): Promise<void>
}

export async function startGateway(): Promise<Gateway> {
  const posted: Posted[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      posted.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(gateway.answer.status, gateway.answer.headers).end()
    })
  })
  const port = await new Promise<number>((done) => server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    done(typeof address === 'object' && address ? address.port : 0)
  }))
  const gateway: Gateway = {
    url: `http://127.0.0.1:${port}`,
    posted,
    answer: { status: 201 },
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
  return gateway
}
