/** The talk in this tab: what was said, what is on its way, who speaks, and whether the line is up. */
import type { ChatButton, ChatMessage, ChatState } from '../../src/channels/web/wire.ts'
import { deleteCode, openSession, postArrival, postCode, postMessage, postReturn, postSeen, type Answer, type Said } from './api.ts'
import { hearNews, type News } from './news.ts'
import { createOutbox, newClientId, type Pending } from './outbox.ts'
import { splitText } from './split.ts'
import type { Store } from './storage.ts'
import type { Language } from './texts.ts'

export type Connection = 'online' | 'connecting' | 'offline' | 'busy'

export type View = {
  messages: readonly ChatMessage[]
  pending: readonly Pending[]
  state: ChatState
  connection: Connection
  /** Something was written or asked for: the welcome gives way. */
  begun: boolean
}

export type Talk = {
  view(): View
  subscribe(listener: () => void): () => void
  /** Asks to be greeted. */
  begin(language: Language): void
  say(text: string, language: Language, button?: ChatButton): void
  again(clientId: string): void
  /** These are on a screen somebody looks at. */
  seen(): void
  /** The code to come back by, if this tab has asked for one. */
  code(): string | undefined
  /** Asks for a new one; it replaces an older one. Undefined: none could be had now. */
  makeCode(): Promise<string | undefined>
  /** False: it may still open the talk. */
  dropCode(): Promise<boolean>
  /** Opens the talk that a code from another device belongs to. */
  comeBack(code: string): Promise<Answer<true>['kind']>
  /** Stops everything and forgets; answers what a last word needs, if there is a talk. */
  end(): Rest | undefined
}

/** What an ended talk leaves: words that were still on their way. */
export type Rest = { token: string; unsent: Said[] }

const NOBODY_YET: ChatState = { owner: 'bot', open: true }
const LONGEST_WAIT_MS = 15_000

function troubleOf(answer: Answer<true>): 'away' | 'busy' | undefined {
  if (answer.kind === 'ok' || answer.kind === 'refused') return undefined
  return answer.kind === 'busy' ? 'busy' : 'away'
}

export function createTalk(store: Store): Talk {
  const listeners = new Set<() => void>()
  const seenIds = new Set<string>()
  let token = store.read('token')
  let messages: readonly ChatMessage[] = []
  let state = NOBODY_YET
  let lineUp = true
  let trouble: 'away' | 'busy' | undefined
  let asked = false
  let ended = false
  let news: News | undefined
  let opening: Promise<Answer<string>> | undefined
  let current: View

  const outbox = createOutbox({
    store,
    send: (said) => withToken((known) => postMessage(known, said)),
    onChange: () => refresh(),
    onTrouble(now) {
      trouble = now
      refresh()
    },
  })

  function refresh(): void {
    current = { messages, pending: outbox.all(), state, connection: connectionNow(), begun: asked || messages.length > 0 || outbox.all().length > 0 }
    for (const listener of listeners) listener()
  }

  function connectionNow(): Connection {
    if (navigator.onLine === false) return 'offline'
    if (trouble === 'busy') return 'busy'
    if (trouble === 'away' || !lineUp) return 'connecting'
    return 'online'
  }

  /** Runs `ask` with this tab's token, made at the first need; a token that died is replaced once. */
  async function withToken(ask: (token: string) => Promise<Answer<true>>): Promise<Answer<true>> {
    if (token === undefined) {
      opening = opening ?? openSession()
      const answer = await opening
      opening = undefined
      if (answer.kind !== 'ok') return answer
      if (ended) return { kind: 'away' }
      token = token ?? keep(answer.body)
    }
    const answer = await ask(token)
    if (answer.kind === 'stranger') forgetToken()
    return answer
  }

  function keep(fresh: string): string {
    token = fresh
    store.write('token', fresh)
    listen()
    return fresh
  }

  function forgetToken(): void {
    news?.stop()
    token = undefined
  }

  function listen(): void {
    news?.stop()
    if (token === undefined) return
    news = hearNews(token, {
      place: () => messages[messages.length - 1]?.place ?? '',
      onMessage: take,
      onState(now) {
        state = now
        refresh()
      },
      onConnection(up) {
        lineUp = up
        refresh()
      },
      onStranger: forgetToken,
    })
  }

  function take(message: ChatMessage): void {
    if (messages.some((known) => known.id === message.id)) return
    messages = [...messages, message]
    if (message.clientId !== undefined) outbox.settle(message.clientId)
    refresh()
  }

  function hurry(): void {
    news?.hurry()
    outbox.hurry()
    refresh()
  }

  /** Asks for the greeting until it is granted; a message sent meanwhile makes it harmlessly late. */
  async function arrive(language: Language, failures = 0): Promise<void> {
    const answer = await withToken((known) => postArrival(known, language))
    trouble = troubleOf(answer)
    refresh()
    if (answer.kind === 'ok' || answer.kind === 'refused' || ended) return
    const pause = answer.kind === 'busy' ? answer.seconds * 1000 : Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)
    setTimeout(() => void arrive(language, failures + 1), pause)
  }

  window.addEventListener('online', hurry)
  window.addEventListener('offline', refresh)
  refresh()
  listen()

  return {
    view: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    begin(language) {
      asked = true
      refresh()
      void arrive(language)
    },
    say(text, language, button) {
      for (const part of splitText(text)) {
        const said: Said = { clientId: newClientId(), text: part, locale: language, ...(button === undefined ? {} : { payload: button.payload }) }
        outbox.add(said)
      }
    },
    again: outbox.again,
    seen() {
      const fresh = messages.filter((message) => message.author !== 'person' && !seenIds.has(message.id)).map((message) => message.id).slice(-50)
      if (token === undefined || fresh.length === 0) return
      for (const id of fresh) seenIds.add(id)
      void postSeen(token, fresh).then((answer) => {
        // Without news of it, it is told again with the next ones.
        if (answer.kind !== 'ok') for (const id of fresh) seenIds.delete(id)
      })
    },
    code: () => store.read('code') || undefined,
    async makeCode() {
      if (token === undefined) return undefined
      const answer = await postCode(token)
      if (answer.kind !== 'ok' || ended) return undefined
      store.write('code', answer.body)
      return answer.body
    },
    async dropCode() {
      const answer = token === undefined ? undefined : await deleteCode(token)
      if (answer?.kind !== 'ok') return false
      store.write('code', '')
      return true
    },
    async comeBack(code) {
      const answer = await postReturn(code)
      if (answer.kind === 'ok' && !ended) keep(answer.body)
      return answer.kind
    },
    end() {
      ended = true
      const unsent = outbox.all().filter((item) => item.state === 'waiting').map(({ state: _, ...said }) => said)
      const last = token !== undefined && messages.length + unsent.length > 0 ? { token, unsent } : undefined
      forgetToken()
      outbox.clear()
      store.clear()
      return last
    },
  }
}
