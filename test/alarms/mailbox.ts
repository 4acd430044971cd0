/** A mail server as far as the alarms need one: takes SMTP on a port, keeps what it got, can be away and come back. */
import { createServer, type Server, type Socket } from 'node:net'

export type Mail = { to: string; raw: string; messageId: string }
export type Mailbox = {
  readonly url: string
  readonly mails: Mail[]
  /** Answers RCPT to these addresses with this status. */
  readonly refused: Map<string, number>
  stop(): Promise<void>
  /** On the same port as before. */
  start(): Promise<void>
}

export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = []
  const refused = new Map<string, number>()
  const sockets = new Set<Socket>()
  let server: Server
  let port = 0

  async function start(): Promise<void> {
    server = createServer((socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => undefined)
      talk(socket, { mails, refused })
    })
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(port, '127.0.0.1', () => done())
    })
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : port
  }

  await start()
  return {
    mails, refused, start,
    url: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function talk(socket: Socket, { mails, refused }: { mails: Mail[]; refused: Map<string, number> }): void {
  const say = (line: string) => void socket.write(`${line}\r\n`)
  let buffer = ''
  let to = ''
  let body: string | undefined
  say('220 mailbox')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8')
    for (;;) {
      if (body !== undefined) {
        const end = buffer.indexOf('\r\n.\r\n')
        if (end < 0) return
        const raw = buffer.slice(0, end)
        buffer = buffer.slice(end + 5)
        body = undefined
        mails.push({ to, raw, messageId: /^message-id: <([^@>]+)/im.exec(raw)?.[1] ?? '' })
        say('250 kept')
        continue
      }
      const end = buffer.indexOf('\r\n')
      if (end < 0) return
      const line = buffer.slice(0, end)
      buffer = buffer.slice(end + 2)
      if (/^(EHLO|HELO)/i.test(line)) say('250 mailbox')
      else if (/^MAIL/i.test(line)) say('250 ok')
      else if (/^RCPT/i.test(line)) {
        to = /<([^>]*)>/.exec(line)?.[1] ?? ''
        const status = refused.get(to)
        say(status === undefined ? '250 ok' : `${status} no`)
      } else if (/^DATA/i.test(line)) {
        body = ''
        say('354 go on')
      } else if (/^QUIT/i.test(line)) {
        say('221 bye')
        socket.end()
      } else say('250 ok')
    }
  })
}
