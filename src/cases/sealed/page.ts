/** The sealed file as one page that opens itself in any browser, offline: nothing readable but who sent it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locales } from '../../locales.ts'
import { envelopeSchema, type Envelope } from './envelope.ts'

const [SCRIPT, STYLE] = ['reader.js', 'reader.css'].map((name) => readFileSync(join(import.meta.dirname, name), 'utf8').trim())

export const HTML = 'text/html'

/** `centre`, `phone`: whom to ask for the passphrase. */
export function sealedPage(locales: Locales, envelope: Envelope, { centre, phone }: { centre: string; phone: string }): string {
  const say = (key: string, params: Record<string, string> = {}) => locales.text('vi', 'forms', `sealed.${key}`, params)
  const words = Object.fromEntries(['from', 'to', 'number', 'madeAt', 'ground', 'letter', 'print', 'opening', 'wrong', 'old'].map((key) => [key, say(key)]))
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(SCRIPT)}'; style-src '${hashOf(STYLE)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escape(say('title'))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escape(say('title'))}</h1>
<p class="quiet">${escape(say('sentBy', { centre }))}</p>
<form id="ask">
<p>${escape(say('how', { phone }))}</p>
<label>${escape(say('passphrase'))}<input id="passphrase" inputmode="numeric" autocomplete="off" spellcheck="false" required></label>
<button type="submit">${escape(say('open'))}</button>
<noscript><p class="secret">${escape(say('noScript'))}</p></noscript>
</form>
<p id="state" role="status"></p>
<div id="opened" hidden></div>
</main>
<script type="application/json" id="envelope">${data(envelope)}</script>
<script type="application/json" id="words">${data(words)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`
}

/** The envelope in a page. @throws when there is none */
export function envelopeIn(page: string): Envelope {
  const [, json = ''] = /<script type="application\/json" id="envelope">([^<]*)<\/script>/.exec(page) ?? []
  return envelopeSchema.parse(JSON.parse(json))
}

function hashOf(text = ''): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** JSON that no browser can take for markup. */
function data(value: object): string {
  return JSON.stringify(value).replace(/</g, '\\u003c')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? '')
}
