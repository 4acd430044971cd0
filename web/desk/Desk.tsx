import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { Me } from '../../src/desk/api.ts'
import { AlarmBanner } from './alarm/AlarmBanner.tsx'
import { AlarmPathsDialog } from './alarm/AlarmPathsDialog.tsx'
import { canSound } from './alarm/sound.ts'
import { useAlarms } from './alarm/useAlarms.ts'
import { useRinging } from './alarm/useRinging.ts'
import { whenSettled } from './conversation/outgoing.ts'
import { HelpDialog } from './keyboard/HelpDialog.tsx'
import { useShortcuts } from './keyboard/useShortcuts.ts'
import { OfflineBanner } from './live/OfflineBanner.tsx'
import { useLive } from './live/useLive.ts'
import { Toasts } from './parts/Toasts.tsx'
import { Places } from './Places.tsx'
import { TopBar } from './TopBar.tsx'

/** The desk of a signed-in member of staff: what rings above, the work below. */
export function Desk({ me }: { me: Me }) {
  const client = useQueryClient()
  const [help, setHelp] = useState(false)
  const [paths, setPaths] = useState(false)
  const [sound, setSound] = useState(canSound)
  const alarms = useAlarms()

  useLive(me.permissions.includes('events.listen'))
  useRinging(alarms.filter(({ level }) => level === 'emergency').length, sound)
  useShortcuts({ help: () => setHelp(true) })
  useEffect(() => whenSettled((id) => {
    for (const key of ['messages', 'conversation']) void client.invalidateQueries({ queryKey: [key, id] })
    void client.invalidateQueries({ queryKey: ['queue'] })
  }), [client])

  return (
    <div className="desk">
      <TopBar me={me} sound={sound} onSound={setSound} onHelp={() => setHelp(true)} onPaths={() => setPaths(true)} />
      <OfflineBanner />
      <AlarmBanner alarms={alarms} />
      <Places me={me} />
      <Toasts />
      {paths && <AlarmPathsDialog onClose={() => setPaths(false)} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  )
}
