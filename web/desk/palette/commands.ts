/** What the palette offers, as data: the acts the screen can do now, the places, the talks that are in sight. */
import type { QueryClient } from '@tanstack/react-query'
import type { Me, Queue } from '../../../src/desk/api.ts'
import { runOf } from '../keyboard/registry.ts'
import { SHORTCUTS } from '../keyboard/shortcuts.ts'
import type { ShortcutName } from '../keyboard/shortcuts.ts'
import type { Words } from '../language/LanguageProvider.tsx'
import type { PickerItem } from '../parts/Picker.tsx'
import { placesOf } from '../placeList.ts'

export type Command = PickerItem & {
  run: () => void
  /** The palette stays open. */
  stays?: boolean
}

/** Movement along a list is what the arrows are for. */
const NOT_ACTS: readonly ShortcutName[] = ['next', 'previous', 'open', 'go', 'search']
const MOST_TALKS = 200

/** The acts behind the shortcuts, as far as the screen offers them now. */
export function thingsToDo({ t }: Words, { paths }: { paths: () => void }): Command[] {
  const acts = SHORTCUTS.flatMap(({ name, shown }): Command[] => {
    const run = NOT_ACTS.includes(name) ? undefined : runOf(name)
    return run ? [{ id: `do-${name}`, group: t('palette.do'), title: t(`keys.${name}`), keys: shown, run }] : []
  })
  return [...acts, { id: 'do-paths', group: t('palette.do'), title: t('paths.title'), run: paths }]
}

/** The places one may go to. */
export function placesToGo({ t }: Words, me: Me, go: (href: string) => void): Command[] {
  return placesOf(me).map(({ href, name }) => ({ id: `go-${href}`, group: t('palette.go'), title: t(name), run: () => go(href) }))
}

/** The talks this browser has in a list, most urgent first as they stand there. */
export function talksInSight({ t }: Words, client: QueryClient, go: (href: string) => void): Command[] {
  const lists = client.getQueriesData<{ pages: Queue[] }>({ queryKey: ['queue'] })
  const rows = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.rows) ?? [])
  const known = new Map(rows.map((row) => [row.id, row]))
  return [...known.values()].slice(0, MOST_TALKS).map((row) => ({
    id: `talk-${row.id}`,
    group: t('palette.talks'),
    title: row.preview === '' ? t('queue.noText') : row.preview,
    detail: [t(`level.${row.urgency}`), t(`channel.${row.channel}`), row.ownerName, row.caseNumber].filter((one) => one !== null).join(' · '),
    run: () => go(`/c/${row.id}`),
  }))
}
