/** What people sent, at the desk: a list of kinds and states, and the deliberate act of opening one. */
import * as z from 'zod'
import { openMediaSchema } from '../desk/api.ts'
import { read, TAKEN, type Desk, type Gate } from '../desk/index.ts'
import { fetchAgain } from './fetchAgain.ts'
import { listMedia } from './list.ts'
import { askToOpen, takeOpened } from './opening.ts'
import { UNKNOWN } from './sniff.ts'

const tokenSchema = z.string().regex(/^[\w-]{43}$/)

export function addMediaRoutes({ on }: Gate, room: Pick<Desk, 'db' | 'vault' | 'notices'>): void {
  on('get', '/conversations/:id/media', 'conversation.read', ({ staff, id }) => listMedia(room, staff, id))
  on('post', '/media/:id/open', 'media.open', ({ staff, id, body }) => askToOpen(room, staff, id, read(openMediaSchema, body).reason))
  on('post', '/media/:id/fetch-again', 'media.open', ({ staff, id }) => fetchAgain(room, staff, id))
  on('get', '/media/opened/:token', 'media.open', async ({ staff, request, response }) => {
    const { id, mime, bytes } = await takeOpened(room, staff, read(tokenSchema, request.params['token']))
    // Opened in a tab of its own it is a file to save: it never runs, and no cache keeps it.
    response.status(200).set({
      'Content-Type': /^(image|audio|video)\//.test(mime) ? mime : UNKNOWN,
      'Content-Disposition': `attachment; filename="${id}"`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      'Cross-Origin-Resource-Policy': 'same-origin',
    }).end(bytes)
    return TAKEN
  })
}
