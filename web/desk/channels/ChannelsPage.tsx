import { useQuery } from '@tanstack/react-query'
import type { Channels } from '../../../src/desk/api.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { ChannelPanel } from './ChannelPanel.tsx'
import { MyChannels } from './MyChannels.tsx'
import { ZaloPermission } from './ZaloPermission.tsx'

const isChannels = withFields<Channels>('channels', 'zaloCallbackUrl')

/** The administrator's view: how each channel does, and Zalo's permission. Nothing that people say is here. */
export function ChannelsPage() {
  const words = useWords()
  const { t } = words
  const { data, error } = useQuery({ queryKey: ['channels'], queryFn: ({ signal }) => read('/channels', isChannels, signal), refetchInterval: 15_000 })
  if (!data) return <main className="wall"><p className="empty" role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p></main>
  const zalo = data.channels.find(({ channel, open }) => channel === 'zalo' && open)
  return (
    <main className="channels" data-testid="channels">
      <h1>{t('channels.title')}</h1>
      <p className="quiet">{t('channels.lead')}</p>
      {data.channels.map((state) => <ChannelPanel key={state.channel} state={state} />)}
      <MyChannels />
      {zalo && <ZaloPermission callbackUrl={data.zaloCallbackUrl} />}
    </main>
  )
}
