import { lazy, Suspense, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { Me } from '../../src/desk/api.ts'
import { ProofQuestion } from './account/ProofDialog.tsx'
import { AlarmBanner } from './alarm/AlarmBanner.tsx'
import { AlarmPathsDialog } from './alarm/AlarmPathsDialog.tsx'
import { canSound } from './alarm/sound.ts'
import { useAlarms } from './alarm/useAlarms.ts'
import { useRinging } from './alarm/useRinging.ts'
import { whenSettled } from './conversation/outgoing.ts'
import { HelpDialog } from './keyboard/HelpDialog.tsx'
import { useKeyboard } from './keyboard/useKeyboard.ts'
import { useShortcuts } from './keyboard/useShortcuts.ts'
import { OfflineBanner } from './live/OfflineBanner.tsx'
import { useLive } from './live/useLive.ts'
import { useWakings } from './live/useWakings.ts'
import { Toasts } from './parts/Toasts.tsx'
import { Places } from './Places.tsx'
import { placesOf } from './placeList.ts'
import { useTakeNext } from './queue/useTakeNext.ts'
import { ReturnedBar } from './wall/ReturnedBar.tsx'
import { TopBar } from './TopBar.tsx'

// Loaded at the first press: the queue must be up first.
const Palette = lazy(() => import('./palette/Palette.tsx'))

/** The desk of a signed-in member of staff: what rings above, the work below. */
export function Desk({ me }: { me: Me }) {
  const client = useQueryClient()
  const [help, setHelp] = useState(false)
  const [paths, setPaths] = useState(false)
  const [palette, setPalette] = useState(false)
  const [sound, setSound] = useState(canSound)
  const alarms = useAlarms()

  useLive(me.permissions.includes('events.listen'))
  useWakings(me.permissions.includes('conversation.snooze'))
  useRinging(alarms.filter(({ level }) => level === 'emergency').length, sound)
  const takeNext = useTakeNext()
  const [, go] = useLocation()
  useKeyboard({ palette: () => setPalette(true), go: (place) => { if (placesOf(me).some(({ href }) => href === place)) go(place) } })
  useShortcuts({ help: () => setHelp(true), take: takeNext?.take })
  useEffect(() => whenSettled((id) => {
    for (const key of ['messages', 'conversation']) void client.invalidateQueries({ queryKey: [key, id] })
    void client.invalidateQueries({ queryKey: ['queue'] })
  }), [client])

  return (
    <div className="desk">
      <TopBar me={me} sound={sound} onSound={setSound} onHelp={() => setHelp(true)} onPalette={() => setPalette(true)} onPaths={() => setPaths(true)} />
      <OfflineBanner />
      <AlarmBanner alarms={alarms} />
      {me.permissions.includes('wall.read') && <ReturnedBar />}
      <Places me={me} />
      <Toasts />
      <ProofQuestion secondFactor={me.secondFactor} />
      {paths && <AlarmPathsDialog onClose={() => setPaths(false)} />}
      {palette && <Suspense><Palette me={me} onClose={() => setPalette(false)} onPaths={() => setPaths(true)} /></Suspense>}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  )
}
