import { useState } from 'react'
import type { FormEvent } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { AddAlarmPath, AlarmPaths } from '../../../src/desk/api.ts'
import { act, read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { MyChannels } from '../channels/MyChannels.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { canPush, subscribeToPush } from './pushSubscription.ts'

const isPaths = withFields<AlarmPaths>('open', 'pushKey', 'addresses')

/** How an alarm reaches me when no desk is open: this device, my phone; mail where the Centre sends it. Each can be tried. */
export function AlarmPathsDialog({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { t, maybe } = words
  const client = useQueryClient()
  const { data, error } = useQuery({ queryKey: ['alarm-paths'], queryFn: ({ signal }) => read('/me/alarm-paths', isPaths, signal) })
  const [told, setTold] = useState('')
  const [phone, setPhone] = useState('')

  /** Does one thing and says how it went. */
  async function attempt(run: () => Promise<string>) {
    setTold('')
    try {
      setTold(await run())
    } catch (refusal) {
      setTold(errorWords(refusal, words))
    }
    void client.invalidateQueries({ queryKey: ['alarm-paths'] })
  }

  async function add(path: AddAlarmPath): Promise<string> {
    await act('POST', '/me/alarm-paths', path)
    return t('paths.added')
  }

  const addDevice = (pushKey: string) => attempt(async () => {
    const path = await subscribeToPush(pushKey).catch(() => undefined)
    return path ? add(path) : t('paths.denied')
  })

  function addPhone(event: FormEvent) {
    event.preventDefault()
    void attempt(() => add({ path: 'hook', phone: phone.replaceAll(/[\s.]/g, ''), label: '' }))
  }

  return (
    <Dialog title={t('paths.title')} onClose={onClose} testId="alarm-paths">
      <p className="quiet">{t('paths.means')}</p>
      {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      <ul className="paths">
        {data?.open.map((path) => (
          <li key={path}>
            <strong>{maybe(`path.${path}`) ?? path}</strong>
            <button type="button" className="button-quiet" onClick={() => { void attempt(async () => { await act('POST', '/me/alarm-test', { path }); return t('paths.tested') }) }}>{t('paths.test')}</button>
          </li>
        ))}
        {data?.addresses.map(({ id, path, label }) => (
          <li key={id}>
            <span>{maybe(`path.${path}`) ?? path}{label !== '' && `: ${label}`}</span>
            <button type="button" className="button-icon" aria-label={t('paths.remove', { name: label })} onClick={() => { void attempt(async () => { await act('POST', `/me/alarm-paths/${id}/remove`); return t('paths.removed') }) }}><Icon name="close" /></button>
          </li>
        ))}
      </ul>
      {data?.open.includes('push') && canPush() && (
        <button type="button" className="button-quiet" onClick={() => { void addDevice(data.pushKey) }} data-testid="push-add"><Icon name="bell" />{t('paths.addDevice')}</button>
      )}
      {data?.open.includes('hook') && (
        <form className="paths-phone" onSubmit={addPhone}>
          <input type="tel" required aria-label={t('paths.phone')} placeholder={t('paths.phone')} value={phone} onChange={(event) => setPhone(event.target.value)} />
          <button type="submit" className="button-quiet">{t('paths.addPhone')}</button>
        </form>
      )}
      <MyChannels />
      <p role="status" className="quiet">{told}</p>
      <div className="dialog-buttons"><button type="button" className="button-main" onClick={onClose}>{t('common.done')}</button></div>
    </Dialog>
  )
}
