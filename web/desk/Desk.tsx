import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Route, Switch } from 'wouter'
import type { Me } from '../../src/desk/api.ts'
import { AlarmBanner } from './alarm/AlarmBanner.tsx'
import { AlarmPathsDialog } from './alarm/AlarmPathsDialog.tsx'
import { canSound } from './alarm/sound.ts'
import { useAlarms } from './alarm/useAlarms.ts'
import { useRinging } from './alarm/useRinging.ts'
import { whenSettled } from './conversation/outgoing.ts'
import { HelpDialog } from './keyboard/HelpDialog.tsx'
import { useShortcuts } from './keyboard/useShortcuts.ts'
import { ChannelsPage } from './channels/ChannelsPage.tsx'
import { OfflineBanner } from './live/OfflineBanner.tsx'
import { useLive } from './live/useLive.ts'
import { Toasts } from './parts/Toasts.tsx'
import { RosterPage } from './roster/RosterPage.tsx'
import { NoAccess } from './session/NoAccess.tsx'
import { TopBar } from './TopBar.tsx'
import { TriagePage } from './triage/TriagePage.tsx'
import { Wall } from './wall/Wall.tsx'
import { Workplace } from './Workplace.tsx'

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
      {me.permissions.includes('queue.read')
        ? (
          <Switch>
            <Route path="/wall"><Wall /></Route>
            <Route path="/roster"><RosterPage /></Route>
            {me.permissions.includes('quality.review') && <Route path="/triage"><TriagePage /></Route>}
            <Route path="/c/:id">{({ id }) => <Workplace openId={id} />}</Route>
            <Route><Workplace openId={null} /></Route>
          </Switch>
        )
        : (
          <Switch>
            {me.permissions.includes('channel.manage') && <Route path="/channels"><ChannelsPage /></Route>}
            <Route><NoAccess /></Route>
          </Switch>
        )}
      <Toasts />
      {paths && <AlarmPathsDialog onClose={() => setPaths(false)} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  )
}
