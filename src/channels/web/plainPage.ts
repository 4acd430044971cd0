/** The talk as a page without a script: what was said, the quick answers, and a form. For old browsers, and for when scripts fail. */
import type { Language, Locales } from '../../locales.ts'
import { escapeHtml } from './html.ts'
import { spaced } from './number.ts'
import type { ChatButton, ChatMessage, PublicCentre } from './wire.ts'

export type PlainPage = {
  language: Language
  locales: Locales
  centre: PublicCentre
  /** Address of the style sheet. */
  style: string
  token: string
  /** Of the next message written here: sent twice, it is said once. */
  nextId: string
  messages: readonly ChatMessage[]
  /** Locale key (home:plain.*) of what went wrong, with what was written. */
  trouble?: { key: string; text: string }
}

const CALLS = ['child111', 'police', 'ambulance', 'hotline'] as const

export function plainPage({ language, locales, centre, style, token, nextId, messages, trouble }: PlainPage): string {
  const chat = (key: string, params: Record<string, string> = {}) => escapeHtml(locales.text(language, 'chat', key, params))
  const home = (key: string) => escapeHtml(locales.text(language, 'home', `plain.${key}`, { number: centre.numbers.child111 }))
  const hidden = (id: string) => [['token', token], ['id', id], ['lang', language]].map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value ?? '')}">`).join('')
  const form = (inside: string, rest = '') => `<form method="post" action="/chat/plain" autocomplete="off"${rest}>${inside}</form>`

  function voice({ author, staffName }: ChatMessage): string {
    if (author === 'person') return chat('talk.person')
    if (author === 'bot') return chat('talk.bot')
    return staffName === undefined ? chat('talk.staffNameless') : chat('talk.staff', { name: staffName })
  }

  function answer({ title, payload, phone }: ChatButton, place: number): string {
    if (phone !== undefined) return `<a class="answer number" href="tel:${escapeHtml(phone)}">${escapeHtml(title)}</a>`
    return form(`${hidden(`${nextId}-${place}`)}<input type="hidden" name="text" value="${escapeHtml(title)}"><button class="answer" name="payload" value="${escapeHtml(payload)}">${escapeHtml(title)}</button>`)
  }

  const last = messages.at(-1)
  const calls = CALLS.map((name) => `<a class="call" href="tel:${escapeHtml(centre.numbers[name])}"><b>${escapeHtml(spaced(centre.numbers[name]))}</b> <span>${chat(`call.${name}`)}</span></a>`)
  const said = messages.map((message) => `<div class="said ${message.author}"><p class="voice">${voice(message)}</p><div class="bubble">${escapeHtml(message.text)}</div></div>`)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${chat('title')}</title>
<link rel="icon" href="/chat/icon.svg">
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<div id="app">
<header class="top"><h1 class="title">${chat('title')}</h1><a class="exit" href="${escapeHtml(centre.quickExit)}" rel="noreferrer">${chat('exit.button')}</a></header>
<nav class="calls" aria-label="${chat('call.label')}">${calls.join('')}</nav>
<main class="talk" aria-label="${chat('talk.label')}" tabindex="0">
${said.join('\n')}
<div class="answers">${(last?.buttons ?? []).filter(({ payload }) => !payload.startsWith('#return')).map(answer).join('')}</div>
${last?.author === 'person' ? `<p class="fate">${home('wait')}</p>` : ''}
<div id="end">${form(`${hidden(nextId)}<button class="answer">${home('look')}</button>`)}</div>
${trouble ? `<p role="alert">${home(trouble.key)}</p>` : ''}
</main>
${form(`${hidden(nextId)}<textarea name="text" rows="3" maxlength="2000" required aria-label="${chat('message.label')}" placeholder="${chat('message.placeholder')}">${escapeHtml(trouble?.text ?? '')}</textarea><button class="send words">${chat('message.send')}</button>`, ` class="composer" aria-label="${chat('message.label')}"`)}
</div>
</body>
</html>
`
}
