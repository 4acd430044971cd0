/** YAML files and locales → one immutable, validated set of dialogs, or the list of what is wrong. */
import { createHash } from 'node:crypto'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { dialogSchema, mapSchema, phrasesSchema, type Phrases } from './schema.ts'
import { flatten, type Nested } from './texts.ts'
import { bareAll } from './words.ts'
import { buildStep, type Step } from './steps.ts'
import { validate } from './validate.ts'
import type { Problem } from './problem.ts'

export type DialogInfo = { name: string; file: string; about: string; audience: 'child' | 'adult' | 'all'; holds: boolean; reviewed: { by: string; on: string } | null }
export type DialogMap = z.infer<typeof mapSchema>

/** Everything `step` needs. Step ids are `dialog/step`. */
export type Dialogs = Readonly<{
  version: string
  dialogs: Readonly<Record<string, DialogInfo>>
  steps: Readonly<Record<string, Step>>
  map: DialogMap
  /** Bare: without marks, see words.ts. */
  phrases: Phrases
  texts: Readonly<Record<'vi' | 'en', Readonly<Record<string, string>>>>
}>

export type DialogFile = { path: string; text: string }
export type BotLocales = { vi: Nested; en: Nested }

const EMPTY_PHRASES: Phrases = {
  human: [], back: [], correct: [], skip: [], repeat: [], what: [], vi: [], en: [], stop: [], delete: [],
  exit: [], wake: [], topics: {}, yes: [], no: [], unsure: [], unknown: [], particles: [],
}
const EMPTY_MAP: DialogMap = {
  start: 'none', again: 'none', wake: 'none', returned: 'none', human: 'none', what: 'none', stop: 'none',
  delete: 'none', lost: 'none', closed: 'none', told: 'none', moved: {}, media: {}, interrupts: [],
}

/** Pure: the caller reads the files (dialogs/*.yaml) and locales/{vi,en}/bot.json. */
export function parseDialogs(files: DialogFile[], locales: BotLocales): { dialogs: Dialogs; problems: Problem[] } {
  const problems: Problem[] = []
  const infos: Record<string, DialogInfo> = {}
  const steps: Record<string, Step> = {}
  let map = EMPTY_MAP
  let phrases = EMPTY_PHRASES
  for (const file of files.toSorted((a, b) => a.path.localeCompare(b.path))) {
    const data = readYaml(file, problems)
    const base = file.path.split('/').at(-1)
    if (base === 'map.yaml') map = checked(mapSchema, data, file, problems) ?? map
    else if (base === 'phrases.yaml') phrases = checked(phrasesSchema, data, file, problems) ?? phrases
    else readDialog({ file, data, infos, steps, problems })
  }
  if (map === EMPTY_MAP) problems.push({ file: 'dialogs/map.yaml', code: 'shape', message: 'is missing or not sound' })
  if (phrases === EMPTY_PHRASES) problems.push({ file: 'dialogs/phrases.yaml', code: 'shape', message: 'is missing or not sound' })
  const dialogs: Dialogs = deepFreeze({
    version: versionOf(files),
    dialogs: infos,
    steps,
    map,
    phrases: barePhrases(phrases),
    texts: { vi: flatten(locales.vi), en: flatten(locales.en) },
  })
  return { dialogs, problems: problems.length > 0 ? problems : validate(dialogs) }
}

function readYaml(file: DialogFile, problems: Problem[]): unknown {
  try {
    return parseYaml(file.text)
  } catch (error) {
    problems.push({ file: file.path, code: 'yaml', message: error instanceof Error ? error.message : 'unreadable' })
    return undefined
  }
}

function checked<T>(schema: z.ZodType<T>, data: unknown, file: DialogFile, problems: Problem[]): T | undefined {
  const result = schema.safeParse(data)
  if (result.success) return result.data
  problems.push({ file: file.path, code: 'shape', message: z.prettifyError(result.error) })
  return undefined
}

function readDialog(args: {
  file: DialogFile
  data: unknown
  infos: Record<string, DialogInfo>
  steps: Record<string, Step>
  problems: Problem[]
}): void {
  const { file, infos, steps, problems } = args
  const dialog = checked(dialogSchema, args.data, file, problems)
  if (!dialog) return
  if (infos[dialog.dialog]) {
    problems.push({ file: file.path, code: 'duplicate', message: `dialog "${dialog.dialog}" is defined twice` })
    return
  }
  infos[dialog.dialog] = { name: dialog.dialog, file: file.path, about: dialog.about, audience: dialog.audience, holds: dialog.holds, reviewed: dialog.reviewed }
  for (const [name, raw] of Object.entries(dialog.steps)) {
    const built = buildStep({ dialog: dialog.dialog, name, raw })
    if (built.ok) steps[built.step.id] = built.step
    else problems.push({ file: file.path, step: name, code: 'shape', message: built.message })
  }
}

/** Phrases are compared without marks: made so once. */
function barePhrases({ topics, ...rest }: Phrases): Phrases {
  const lists = Object.entries(rest).map(([name, phrases]) => [name, bareAll(phrases)] as const)
  const matters = Object.entries(topics).map(([name, phrases]) => [name, bareAll(phrases)] as const)
  return { ...EMPTY_PHRASES, ...Object.fromEntries(lists), topics: Object.fromEntries(matters) }
}

/** The version is the text itself: twelve hex digits over all files in order of path. */
function versionOf(files: DialogFile[]): string {
  const hash = createHash('sha256')
  for (const file of files.toSorted((a, b) => a.path.localeCompare(b.path))) hash.update(file.path).update('\0').update(file.text).update('\0')
  return hash.digest('hex').slice(0, 12)
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}
