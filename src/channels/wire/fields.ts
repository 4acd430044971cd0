/** How both platforms write ids, texts and times, and how far we bend to read them. */
import * as z from 'zod'

/** An id: a string, sometimes a number. Printable and short, since it becomes part of a database key. */
export const idField = z
  .union([z.string(), z.number().int().transform(String)])
  .transform((value) => value.trim())
  .pipe(z.string().regex(/^[\x20-\x7e]{1,250}$/))

/** What broken programs write where an id should stand. */
const NOBODY = new Set(['0', 'null', 'undefined', 'NaN', 'true', 'false', '[object Object]'])

/** The id of somebody: an id that names one. */
export const personField = idField.refine((id) => !NOBODY.has(id))

/** An id that nothing stands or falls with: an odd one is simply not there. */
export const maybeId = idField.nullish().catch(undefined)

/** A list whose only member some programs write without the brackets. */
export const listField = z.preprocess(inBrackets, z.array(z.unknown()))

function inBrackets(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : value
}

/** What a person wrote: NFC, with nothing in it that a database or a browser chokes on. */
export const textField = z.union([z.string(), z.number().transform(String)]).transform(cleanText)

/** A time as a platform writes it. It becomes part of keys: a text that can be no time is as good as none. */
export const timeField = z.union([z.string(), z.number()]).transform((value) => (/^[\x20-\x7e]{0,40}$/.test(String(value)) ? value : undefined))

/**
 * A message by its parts: what is readable is heard. Odd attachments cost no words, and an odd text no picture; where
 * neither can be read there is nothing to hear.
 */
export function wordsOrMedia<A extends z.ZodType, S extends z.ZodRawShape>(attachment: A, rest: S) {
  const attachments = z.preprocess(inBrackets, z.array(attachment))
  return z.union([
    z.object({ ...rest, text: textField.nullish(), attachments: attachments.nullish() }),
    z.object({ ...rest, text: textField.refine((text) => text.trim() !== ''), attachments: z.unknown().transform(() => undefined) }),
    z.object({ ...rest, text: z.unknown().transform(() => undefined), attachments: attachments.refine((list) => list.length > 0) }),
  ])
}

/** NFC, well-formed UTF-16, no NUL. The rest stays as it was said: it is evidence. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '').normalize('NFC')
}

const DAY = 86_400_000
const EARLIEST = Date.UTC(2012, 0, 1)

/**
 * A platform's time: seconds, milliseconds, or the 11 and 12 digits of Zalo's documentation (a millisecond
 * time with its tail cut off), as number or text. What is missing or absurd becomes `now`.
 */
export function readTime(value: string | number | undefined | null, now: Date): Date {
  let milliseconds = Number(value ?? Number.NaN)
  if (!Number.isFinite(milliseconds) || milliseconds < 1e8) return now
  while (milliseconds < 1e12) milliseconds *= 10
  while (milliseconds >= 1e14) milliseconds /= 1000
  if (milliseconds < EARLIEST || milliseconds > now.getTime() + DAY) return now
  return new Date(Math.trunc(milliseconds))
}
