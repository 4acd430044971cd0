/** The chat page and its files. The Centre's numbers stand in the page itself: they are there before any script runs. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router } from 'express'
import { AppError, errorCode } from '../../errors.ts'
import { escapeHtml } from './html.ts'
import type { PublicCentre } from './wire.ts'

/**
 * Nothing from elsewhere, nothing inline, nothing kept: on a shared phone the next person must not find the
 * talk by going back, and quick exit must not tell the next page where the child came from.
 */
export const PAGE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const

/** `GET /` (of where it is mounted) and the built files beside it. `directory` is dist/web/chat. */
export function chatPage({ directory, centre }: { directory: string; centre: () => PublicCentre }): Router {
  const router = Router()
  router.get('/', async (_request, response) => {
    response.set(PAGE_HEADERS).type('html').send(fillPage(await readTemplate(directory), centre()))
  })
  // Names of built files change with their content, and hold nothing anybody wrote.
  router.use('/assets', express.static(join(directory, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }))
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

async function readTemplate(directory: string): Promise<string> {
  try {
    return await readFile(join(directory, 'index.html'), 'utf8')
  } catch (error) {
    throw new AppError('unavailable', 'error.unavailable', `web/chat is not built (vite build --config web/chat/vite.config.ts): ${errorCode(error)}`)
  }
}
