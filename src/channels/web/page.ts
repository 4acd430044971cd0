/** The chat page and its files. The Centre's numbers stand in the page itself: they are there before any script runs. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router } from 'express'
import { AppError, errorCode } from '../../errors.ts'
import { escapeHtml } from './html.ts'
import { packedFiles } from './packed.ts'
import type { PublicCentre } from './wire.ts'

/**
 * Nothing from elsewhere, nothing inline, nothing kept, in nobody's frame: on a shared phone the next person must not find the
 * talk by going back, and quick exit must not tell the next page where the child came from.
 */
export const PAGE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const

/** The same for pages that may stand on these sites: origins of the Centre's own, a setting; none unless it says so. */
export function headersFor(embedOn: readonly string[]): Record<string, string> {
  const { 'X-Frame-Options': _, ...rest } = PAGE_HEADERS
  if (embedOn.length === 0) return PAGE_HEADERS
  return { ...rest, 'Content-Security-Policy': rest['Content-Security-Policy'].replace("frame-ancestors 'none'", `frame-ancestors ${embedOn.join(' ')}`) }
}

type PageOptions = { directory: string; centre: () => PublicCentre; headers: () => Record<string, string>; title: string }

/** `GET /` (of where it is mounted) and the built files beside it. `directory` is dist/web/chat. */
export function chatPage({ directory, centre, headers, title }: PageOptions): Router {
  const router = Router()
  router.get('/', async (_request, response) => {
    // The whole service is closed to frames; this page alone may be opened to some.
    response.removeHeader('X-Frame-Options')
    response.set(headers()).type('html').send(fillPage(await readTemplate(directory), centre()))
  })
  // The one line for the Centre's own site: <script src="…/chat/embed.js" async></script>
  router.get('/embed.js', async (_request, response) => {
    const script = await readFile(join(directory, 'embed.js'), 'utf8')
    const filled = script.replace('"#exit"', JSON.stringify(centre().quickExit)).replace('"#title"', JSON.stringify(title))
    response.set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'public, max-age=3600' }).type('text/javascript').send(filled)
  })
  // Names of built files change with their content, and hold nothing anybody wrote.
  router.use('/assets', packedFiles(join(directory, 'assets')), express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }))
  router.use(express.static(directory, { maxAge: '1h', index: false, redirect: false }))
  return router
}

/** Puts the Centre into the page: as data for the script, and as links that work without it. */
export function fillPage(template: string, centre: PublicCentre): string {
  return template
    .replace('data-centre=""', `data-centre="${escapeHtml(JSON.stringify(centre))}"`)
    .replace('href="#exit"', `href="${escapeHtml(centre.quickExit)}"`)
    .replaceAll('tel:111', `tel:${escapeHtml(centre.numbers.child111)}`)
    .replaceAll('>111<', `>${escapeHtml(centre.numbers.child111)}<`)
}

/** Where the built style sheet is. */
export async function styleAddress(directory: string): Promise<string> {
  return /href="([^"]+\.css)"/.exec(await readTemplate(directory))?.[1] ?? '/chat/home.css'
}

async function readTemplate(directory: string): Promise<string> {
  try {
    return await readFile(join(directory, 'index.html'), 'utf8')
  } catch (error) {
    throw new AppError('unavailable', 'error.unavailable', `web/chat is not built (vite build --config web/chat/vite.config.ts): ${errorCode(error)}`)
  }
}
