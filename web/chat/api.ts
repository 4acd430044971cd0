/** The server, as this page sees it. No answer at all is an outcome like any other. */
import type { ChatMessage, ChatState, PublicCentre, Transcript } from '../../src/channels/web/wire.ts'

const BASE = '/chat/api'
const PATIENCE_MS = 20_000

export type Answer<T> =
  | { kind: 'ok'; body: T }
  /** No network, no server, or one in trouble: try again later. */
  | { kind: 'away' }
  /** Wait this long first. */
  | { kind: 'busy'; seconds: number }
  /** The token is not known any more. */
  | { kind: 'stranger' }
  /** Never as it stands. */
  | { kind: 'refused' }

export type Said = { clientId: string; text: string; payload?: string; locale: 'vi' | 'en' }

/** Asks for a visitor's token. */
export function openSession(): Promise<Answer<string>> {
  return call('/session', 'POST', undefined, undefined, tokenIn)
}

function tokenIn(body: unknown): string | undefined {
  return isRecord(body) && typeof body.token === 'string' ? body.token : undefined
}

export function postMessage(token: string, said: Said): Promise<Answer<true>> {
  return call('/messages', 'POST', token, said, () => true)
}

/** Asks to be greeted. */
export function postArrival(token: string, locale: 'vi' | 'en'): Promise<Answer<true>> {
  return call('/arrival', 'POST', token, { locale }, () => true)
}

/** Asks for a code to come back by. */
export function postCode(token: string): Promise<Answer<string>> {
  return call('/return-code', 'POST', token, undefined, (body) => (isRecord(body) && typeof body.code === 'string' ? body.code : undefined))
}

export function deleteCode(token: string): Promise<Answer<true>> {
  return call('/return-code', 'DELETE', token, undefined, () => true)
}

/** The token of the talk whose code this is. */
export function postReturn(code: string): Promise<Answer<string>> {
  return call('/return', 'POST', undefined, { code }, tokenIn)
}

export function postSeen(token: string, messages: string[]): Promise<Answer<true>> {
  return call('/seen', 'POST', token, { messages }, () => true)
}

export function readMessages(token: string, after: string): Promise<Answer<Transcript>> {
  return call(`/messages?after=${encodeURIComponent(after)}`, 'GET', token, undefined, readTranscript)
}

export function readCentre(): Promise<Answer<PublicCentre>> {
  return call('/centre', 'GET', undefined, undefined, parseCentre)
}

/** A last word while the page is already going away: nobody waits for the answer. */
export function sayGoodbye(token: string, said: Said): void {
  fetch(`${BASE}/messages`, { method: 'POST', headers: headersOf(token), body: JSON.stringify(said), keepalive: true }).catch(() => undefined)
}

/** Opens the live stream. */
export function openEvents(token: string, after: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${BASE}/events`, { headers: { Authorization: `Bearer ${token}`, 'Last-Event-ID': after, Accept: 'text/event-stream' }, signal, cache: 'no-store' })
}

export function outcomeOf(response: Response): Exclude<Answer<never>, { kind: 'ok' }> | undefined {
  if (response.ok) return undefined
  if (response.status === 401) return { kind: 'stranger' }
  if (response.status === 429) return { kind: 'busy', seconds: Number(response.headers.get('Retry-After')) || 10 }
  return response.status >= 500 || response.status === 408 ? { kind: 'away' } : { kind: 'refused' }
}

async function call<T>(path: string, method: string, token: string | undefined, body: unknown, read: (body: unknown) => T | undefined): Promise<Answer<T>> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const response = await fetch(BASE + path, {
      method,
      headers: headersOf(token),
      signal: stop.signal,
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const bad = outcomeOf(response)
    if (bad) return bad
    const value = read(response.status === 204 ? undefined : await response.json())
    return value === undefined ? { kind: 'away' } : { kind: 'ok', body: value }
  } catch {
    return { kind: 'away' }
  } finally {
    clearTimeout(timer)
  }
}

function headersOf(token: string | undefined): Record<string, string> {
  return { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) }
}

// Shapes are checked by hand: a schema library would weigh more than the rest of the page.

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

export function isMessage(value: unknown): value is ChatMessage {
  return isRecord(value) && typeof value.id === 'string' && typeof value.place === 'string' && typeof value.text === 'string' && Array.isArray(value.buttons)
}

export function isState(value: unknown): value is ChatState {
  return isRecord(value) && typeof value.owner === 'string' && typeof value.open === 'boolean'
}

function readTranscript(body: unknown): Transcript | undefined {
  if (!isRecord(body) || !Array.isArray(body.messages) || !isState(body.state)) return undefined
  return { messages: body.messages.filter(isMessage), state: body.state }
}

export function parseCentre(value: unknown): PublicCentre | undefined {
  return isCentre(value) ? value : undefined
}

function isCentre(value: unknown): value is PublicCentre {
  return isRecord(value) && isRecord(value.name) && isRecord(value.numbers) && typeof value.quickExit === 'string'
}
