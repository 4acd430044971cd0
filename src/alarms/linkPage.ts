/** The page behind the link of a call: one button, no script, nothing about who needs help. */
import express, { type Router } from 'express'
import type { Pool } from '../database/index.ts'
import { localTime } from '../directory/index.ts'
import type { Locales } from '../locales.ts'
import type { Vault } from '../safeguards/index.ts'
import { acknowledgeByLink, readLink, type Called } from './link.ts'

type Options = { pool: Pool; vault: Vault; locales: Locales; timeZone: () => string }

const STYLE = `
:root{color-scheme:light dark}
body{font:1.125rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}
button,a.desk{display:block;width:100%;box-sizing:border-box;padding:1rem;margin:1.5rem 0;font:inherit;font-weight:600;text-align:center;border:0;border-radius:.5rem;background:#8f1d1d;color:#fff;text-decoration:none}
button:focus-visible,a.desk:focus-visible{outline:3px solid #2563eb;outline-offset:3px}
`

/** GET /alarm/:token shows the button, POST presses it (a mail scanner that follows links acknowledges nothing). */
export function alarmLinkRouter({ pool, vault, locales, timeZone }: Options): Router {
  const router = express.Router()
  router.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' })
    next()
  })
  router.get('/page.css', (_request, response) => void response.type('css').send(STYLE))
  router.get('/:token', async (request, response) => {
    const called = await readLink(pool, vault, request.params.token)
    response.status(called ? 200 : 404).type('html').send(page(called))
  })
  router.post('/:token', async (request, response) => {
    const called = await acknowledgeByLink(pool, vault, request.params.token)
    response.status(called ? 200 : 404).type('html').send(page(called))
  })

  function page(called: Called | undefined): string {
    const language = called?.locale ?? 'vi'
    const say = (key: string, params: Record<string, string> = {}) => escapeHtml(locales.text(language, 'alarms', key, params))
    const heading = called ? say('page.heading', { level: locales.text(language, 'alarms', `level.${called.level}`) }) : say('page.title')
    return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${say('page.title')}</title><link rel="stylesheet" href="/alarm/page.css"></head>
<body><main><h1>${heading}</h1>
${called ? state(called, say) : `<p>${say('page.gone')}</p>`}
${called && !called.heardAt ? '' : `<a class="desk" href="${deskOf(called)}">${say('page.desk')}</a>`}
</main></body></html>
`
  }

  function state({ heardAt, heardBy, heardByName, staffId }: Called, say: (key: string, params?: Record<string, string>) => string): string {
    if (!heardAt) return `<p>${say('page.explain')}</p>\n<form method="post"><button type="submit">${say('page.take')}</button></form>`
    const { time } = localTime(heardAt, timeZone())
    return `<p role="status">${heardBy === staffId ? say('page.takenByMe', { time }) : say('page.taken', { time, name: heardByName ?? '' })}</p>`
  }

  return router
}

/** Who took it goes straight to the conversation, by way of signing in; its number says nothing. */
function deskOf(called: Called | undefined): string {
  return called && called.heardBy === called.staffId ? `/desk/c/${called.conversationId}` : '/desk'
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
