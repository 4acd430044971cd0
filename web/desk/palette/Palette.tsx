import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Me } from '../../../src/desk/api.ts'
import { NO_FILTERS } from '../cases/list/filters.ts'
import { useCases } from '../cases/list/useCases.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Picker } from '../parts/Picker.tsx'
import { placesToGo, talksInSight, thingsToDo } from './commands.ts'
import type { Command } from './commands.ts'

/** Fewer letters find everything, which is nothing. */
const SEARCH_FROM = 3
const EVERY_STATE = { ...NO_FILTERS, state: '' }

/**
 * Everything the desk can do and every place it has, by typing a few letters (Ctrl or ⌘ with K). Cases are looked for
 * only when asked: each search stands in the access log.
 */
export default function Palette({ me, onClose, onPaths }: { me: Me; onClose: () => void; onPaths: () => void }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [, go] = useLocation()
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState<string | null>(null)
  if (wanted !== null) return <FoundCases wanted={wanted} onClose={onClose} />

  const mayFind = me.permissions.includes('case.read') && typed.trim().length >= SEARCH_FROM
  const commands: Command[] = [
    ...thingsToDo(words, { paths: onPaths }),
    ...placesToGo(words, me, go),
    ...talksInSight(words, client, go),
    ...(mayFind ? [{ id: 'find-case', group: t('palette.cases'), title: t('palette.findCase', { text: typed.trim() }), always: true, run: () => setWanted(typed.trim()), stays: true }] : []),
  ]

  function choose(id: string) {
    const command = commands.find((one) => one.id === id)
    if (!command) return
    if (command.stays) return command.run()
    onClose()
    // The dialog gives the focus back first; what the command does with it comes after.
    requestAnimationFrame(() => requestAnimationFrame(command.run))
  }

  return (
    <Dialog title={t('palette.title')} onClose={onClose} testId="palette">
      <Picker label={t('palette.type')} items={commands} empty={t('palette.none')} onType={setTyped} onChoose={choose} />
    </Dialog>
  )
}

function FoundCases({ wanted, onClose }: { wanted: string; onClose: () => void }) {
  const { t, maybe } = useWords()
  const [, go] = useLocation()
  const { data, isPending } = useCases(wanted, EVERY_STATE)
  const hits = data?.pages.flat() ?? []
  return (
    <Dialog title={t('palette.casesFound', { text: wanted })} onClose={onClose} testId="palette-cases">
      <Picker
        label={t('palette.narrow')}
        empty={isPending ? t('common.loading') : t('cases.none')}
        items={hits.map(({ id, number, urgency, categories }) => ({ id, group: t('palette.cases'), title: number, detail: [t(`level.${urgency}`), ...categories.map((code) => maybe(`category.${code}`) ?? code)].join(' · ') }))}
        onChoose={(id) => {
          onClose()
          go(`/cases/${id}`)
        }}
      />
    </Dialog>
  )
}
