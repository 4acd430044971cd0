/**
 * What a model outside this process may see of a message: `redact` of safeguards, and beside its patterns what this
 * service knows for sure: the writer's own name at the platform, and every place of the Centre's area, written anyhow.
 */
import { COMMUNES } from '../directory/index.ts'
import { redact } from '../safeguards/index.ts'

/** @example hide('em o tra my, lan ne', { name: 'Nguyễn Lan' }) // 'em o [PLACE], [NAME] ne' */
export function hide(text: string, { name }: { name: string | undefined }): string {
  const named = name === undefined ? text.normalize('NFC') : replaceFolded(text.normalize('NFC'), partsOf(name), '[NAME]')
  return replaceFolded(redact(named).text, PLACES, '[PLACE]')
}

/** The whole name and the given name; short ones ("An") are everyday words and only count in the whole name. */
function partsOf(name: string): RegExp | undefined {
  const words = name.trim().split(/\s+/)
  const given = words.at(-1) ?? ''
  return anyOf([name.trim(), ...(given.length >= 3 ? [given] : [])])
}

/** Names of two syllables and more, old ones too: a place of one syllable is an everyday word, and `redact` finds it after "xã". */
const PLACES = anyOf(COMMUNES.flatMap((commune) => [commune, ...commune.formedFrom, ...commune.districts].map(({ name }) => name)).filter((name) => name.includes(' ')))

function anyOf(names: readonly string[]): RegExp | undefined {
  const folded = [...new Set(names.map(fold))].filter((one) => one !== '').toSorted((a, b) => b.length - a.length)
  if (folded.length === 0) return undefined
  const each = folded.map((one) => one.replaceAll(/[^\p{L}\p{N}\s]/gu, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`))
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${each.join('|')})(?![\p{L}\p{N}])`, 'gu')
}

/** Without case and marks, letter for letter, so that places in the folded text are places in the text. */
function fold(text: string): string {
  return text.normalize('NFC').replaceAll(/\p{L}/gu, (letter) => {
    const bare = letter.toLowerCase().normalize('NFD').charAt(0).replace('đ', 'd')
    return bare.length === letter.length ? bare : letter
  })
}

function replaceFolded(text: string, find: RegExp | undefined, by: string): string {
  if (!find) return text
  let hidden = ''
  let from = 0
  for (const match of fold(text).matchAll(find)) {
    hidden += text.slice(from, match.index) + by
    from = match.index + match[0].length
  }
  return hidden + text.slice(from)
}
