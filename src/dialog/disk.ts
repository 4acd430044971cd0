/** Reads the dialogs and their locales from the working tree: for the command line, the start and the tests. Not part of the pure engine. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { parseDialogs, type BotLocales, type DialogFile, type Dialogs } from './parse.ts'
import type { Nested } from './texts.ts'
import type { Problem } from './problem.ts'

const nested: z.ZodType<Nested> = z.lazy(() => z.record(z.string(), z.union([z.string(), nested])))

/** `root` holds dialogs/ and locales/. Throws when a file is missing or is no JSON; faults in content are problems. */
export function readDialogs(root: string): { dialogs: Dialogs; problems: Problem[] } {
  return parseDialogs(readDialogFiles(root), readBotLocales(root))
}

export function readDialogFiles(root: string): DialogFile[] {
  return readdirSync(join(root, 'dialogs'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ path: `dialogs/${name}`, text: readFileSync(join(root, 'dialogs', name), 'utf8') }))
}

export function readBotLocales(root: string): BotLocales {
  return { vi: readLocale(root, 'vi'), en: readLocale(root, 'en') }
}

function readLocale(root: string, locale: 'vi' | 'en'): Nested {
  return nested.parse(JSON.parse(readFileSync(join(root, 'locales', locale, 'bot.json'), 'utf8')))
}
