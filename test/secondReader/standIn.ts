/** A loopback server that speaks OpenAI's chat completions as the test tells it to, and keeps what it was sent. */
import { createServer, type ServerResponse } from 'node:http'

export type Reply = (response: ServerResponse) => void
export type StandIn = { readonly url: string; readonly asked: string[]; reply: Reply; stop(): Promise<void> }

export async function startStandIn(): Promise<StandIn> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked.push(JSON.stringify(request.headers) + request.url + Buffer.concat(parts).toString('utf8'))
      standIn.reply(response)
    })
  })
  const port = await new Promise<number>((done) => server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    done(typeof address === 'object' && address ? address.port : 0)
  }))
  const standIn: StandIn = {
    url: `http://127.0.0.1:${port}/v1`, asked, reply: opinion({ level: 'info' }),
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
  return standIn
}

export const raw = (status: number, body: string): Reply => (response) => { response.writeHead(status, { 'content-type': 'application/json' }).end(body) }

/** An answer of the assistant, with what a server wraps around it. */
export function message(said: object, finish = 'stop'): Reply {
  return raw(200, JSON.stringify({ id: 'x', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', ...said } }] }))
}

export const content = (text: string, finish?: string): Reply => message({ content: text }, finish)

export function opinion(said: { level: string; categories?: string[]; quotes?: string[]; attack?: boolean }): Reply {
  return content(JSON.stringify({ categories: [], quotes: [], attack: false, ...said }))
}

export function toolCall(said: object): Reply {
  return message({ content: null, tool_calls: [{ id: '1', type: 'function', function: { name: 'opinion', arguments: JSON.stringify(said) } }] }, 'tool_calls')
}

/** Never ends. */
export const silence: Reply = () => undefined
/** Headers at once, then a letter now and then: alive, but no answer. */
export const drip: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}
/** An answer without end, as fast as it is read. */
export const flood: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const more = () => { while (response.write('"'.padEnd(16_384, 'x'))); }
  response.on('drain', more)
  more()
}
