import type { MEDIA_REASONS, Media, Opening } from '../../../src/desk/api.ts'
import { RequestError } from '../http/refusal.ts'
import { withFields, write } from '../http/request.ts'

export type MediaReason = (typeof MEDIA_REASONS)[number]

const isOpening = withFields<Opening>('token', 'mime', 'bytes')

/** The one look: asks with a reason (logged), then takes the bytes, which are there once. @throws RequestError */
export async function openMedia({ id }: Pick<Media, 'id'>, reason: MediaReason): Promise<Blob> {
  const { token } = await write('POST', `/media/${id}/open`, { reason }, isOpening)
  const response = await fetch(`/desk/api/media/opened/${token}`, { cache: 'no-store' }).catch(() => undefined)
  if (!response?.ok) throw new RequestError('network')
  return response.blob()
}

/** How it can be shown. AMR, Zalo's format of voice, plays in no browser; HEIC is shown by few. */
export function shownAs({ type }: Pick<Blob, 'type'>): 'image' | 'audio' | 'video' | 'file' {
  if (/^image\/(jpeg|png|gif|webp)$/.test(type)) return 'image'
  if (/^audio\/(?!amr)/.test(type)) return 'audio'
  return /^video\/(mp4|webm)$/.test(type) ? 'video' : 'file'
}

const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/heic': 'heic', 'audio/amr': 'amr', 'audio/mp4': 'm4a', 'audio/mpeg': 'mp3', 'video/mp4': 'mp4', 'video/3gpp': '3gp', 'application/pdf': 'pdf' }

/** A name that says nothing about anybody. */
export function fileName({ id }: Pick<Media, 'id'>, type: string): string {
  return `${id.slice(0, 8)}.${ENDINGS[type] ?? 'bin'}`
}
