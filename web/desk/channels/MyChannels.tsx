import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { LinkCode, MyChannels as Mine } from '../../../src/desk/api.ts'
import { act, read, withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'

const isMine = withFields<Mine>('channels')
const isCode = withFields<LinkCode>('code', 'until')

type Asked = LinkCode & { channel: string }

/** My own Zalo and Messenger: linked by a code that I send from my phone; for tests, and on Zalo for alarms. */
export function MyChannels() {
  const words = useWords()
  const { t, language } = words
  const client = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const [said, setSaid] = useState('')
  // While a code is out, the phone may have sent it any moment.
  const { data } = useQuery({ queryKey: ['my-channels'], queryFn: ({ signal }) => read('/me/channels', isMine, signal), refetchInterval: asked ? 3_000 : false })

  async function attempt(work: () => Promise<string>) {
    try {
      setSaid(await work())
    } catch (error) {
      setSaid(errorWords(error, words))
    }
    void client.invalidateQueries({ queryKey: ['my-channels'] })
  }

  const ask = (channel: string) => attempt(async () => {
    setAsked({ ...await write('POST', '/me/channels/code', { channel }, isCode), channel })
    return ''
  })
  const remove = (channel: string) => attempt(async () => {
    await act('POST', '/me/channels/remove', { channel })
    setAsked(undefined)
    return t('myChannels.removed')
  })
  if (!data || data.channels.length === 0) return null
  return (
    <section className="panel" aria-labelledby="my-channels" data-testid="my-channels">
      <h2 id="my-channels">{t('myChannels.title')}</h2>
      <p className="quiet">{t('myChannels.lead')}</p>
      {data.channels.map(({ channel, linkedAt }) => (
        <div key={channel} className="my-channel" data-testid={`mine-${channel}`} data-linked={linkedAt !== null}>
          <p>
            <strong>{t(`channel.${channel}`)}</strong>{' '}
            {linkedAt === null ? t('myChannels.none') : t('myChannels.linked', { time: dayAndTime(linkedAt, language) })}
          </p>
          <p className="button-row">
            <button type="button" className="button-quiet" onClick={() => { void ask(channel) }} data-testid={`link-${channel}`}>{t(linkedAt === null ? 'myChannels.link' : 'myChannels.again')}</button>
            {linkedAt !== null && <button type="button" className="button-quiet" onClick={() => { void remove(channel) }} data-testid={`unlink-${channel}`}>{t('myChannels.remove')}</button>}
          </p>
          {asked?.channel === channel && (linkedAt === null || linkedAt < askedAt(asked)) && (
            <p>{t(channel === 'zalo' ? 'myChannels.sendZalo' : 'myChannels.sendMessenger')} <code data-testid="link-code">{asked.code}</code></p>
          )}
        </div>
      ))}
      <p role="status">{said}</p>
    </section>
  )
}

const LIFE_MS = 10 * 60_000

/** When the code was asked for: it lives ten minutes. */
function askedAt({ until }: LinkCode): string {
  return new Date(Date.parse(until) - LIFE_MS).toISOString()
}
