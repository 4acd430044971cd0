/** Fetches one file from a platform: bounded in size, time and hops, and only from where it may come. */
import { request as overHttp, type IncomingMessage } from 'node:http'
import { request as overHttps } from 'node:https'
import type { ChannelName } from '../conversation/index.ts'
import { errorCode } from '../errors.ts'
import { allowedUrl, PrivateAddress, publicLookup, resolveBySystem, type Resolve } from './address.ts'
import type { MediaCode } from './codes.ts'

/** What Messenger itself takes at most (wire-facts §4). */
export const MOST_BYTES = 25 * 1024 * 1024
const TIMEOUT_MS = 60_000
/** Both platforms answer directly; a hop from one of their hosts to another is followed. */
const MOST_HOPS = 2

export type Downloaded = { ok: true; bytes: Buffer } | { ok: false; code: MediaCode }

export type DownloadOptions = {
  channel: ChannelName
  developmentOrigin: string | undefined
  timeoutMs?: number
  mostBytes?: number
  resolve?: Resolve
}

/** Never throws; no cookies, no referrer, nothing unpacked. */
export async function download(address: string, { channel, developmentOrigin, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES, resolve = resolveBySystem }: DownloadOptions): Promise<Downloaded> {
  const signal = AbortSignal.timeout(timeoutMs)
  let next: string = address
  try {
    for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
      const url = allowedUrl(next, channel, developmentOrigin)
      if (url === undefined) return { ok: false, code: hop === 0 ? 'host' : 'redirect' }
      const response = await get(url, signal, url.origin === developmentOrigin ? undefined : resolve)
      const { statusCode: status = 0, headers } = response
      if (status === 200) return await readBody(response, mostBytes)
      response.destroy()
      if (status < 300 || status >= 400 || headers.location === undefined) return { ok: false, code: [403, 404, 410].includes(status) ? 'gone' : 'status' }
      if (!URL.canParse(headers.location, url)) return { ok: false, code: 'redirect' }
      next = new URL(headers.location, url).href
    }
    return { ok: false, code: 'redirect' }
  } catch (error) {
    if (error instanceof PrivateAddress || errorCode(error) === 'PRIVATE_ADDRESS') return { ok: false, code: 'address' }
    return { ok: false, code: signal.aborted ? 'timeout' : 'network' }
  }
}

function get(url: URL, signal: AbortSignal, resolve: Resolve | undefined): Promise<IncomingMessage> {
  const options = { signal, agent: false, headers: { accept: '*/*', 'accept-encoding': 'identity' }, ...(resolve ? { lookup: publicLookup(resolve) } : {}) }
  return new Promise((done, fail) => {
    const request = url.protocol === 'https:' ? overHttps(url, options, done) : overHttp(url, options, done)
    request.on('error', fail)
    request.end()
  })
}

async function readBody(response: IncomingMessage, mostBytes: number): Promise<Downloaded> {
  const chunks: Buffer[] = []
  let size = 0
  const announced = Number(response.headers['content-length'] ?? 0)
  if (announced > mostBytes) {
    response.destroy()
    return { ok: false, code: 'too-large' }
  }
  for await (const chunk of response) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > mostBytes) {
      response.destroy()
      return { ok: false, code: 'too-large' }
    }
    chunks.push(bytes)
  }
  return { ok: true, bytes: Buffer.concat(chunks) }
}
