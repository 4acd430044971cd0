import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { act, withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { cameBack } from './cameBack.ts'

const isLink = withFields<{ url: string }>('url')

/** Lets this service act for the Official Account: by Zalo's own page, or by a pasted refresh token. */
export function ZaloPermission({ callbackUrl }: { callbackUrl: string }) {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const [pasted, setPasted] = useState('')
  const [said, setSaid] = useState('')
  const handedIn = useRef(false)

  async function attempt(work: () => Promise<void>, done: string) {
    setSaid(t('channels.authorising'))
    try {
      await work()
      setSaid(done)
    } catch (error) {
      setSaid(errorWords(error, words))
    }
    void client.invalidateQueries({ queryKey: ['channels'] })
  }

  // Zalo brought the administrator back: the code is handed in once, and leaves the address at once.
  useEffect(() => {
    const back = cameBack(window.location.search)
    if (!back || handedIn.current) return
    handedIn.current = true
    window.history.replaceState(null, '', window.location.pathname)
    void attempt(() => act('POST', '/channels/zalo/authorise', back), t('channels.authorised'))
  })

  async function paste(event: FormEvent) {
    event.preventDefault()
    const refreshToken = pasted.trim()
    setPasted('')
    await attempt(() => act('POST', '/channels/zalo/refresh-token', { refreshToken }), t('channels.authorised'))
  }

  return (
    <section className="panel" aria-labelledby="zalo-permission" data-testid="zalo-permission">
      <h2 id="zalo-permission">{t('channels.authorise')}</h2>
      <p>{t('channels.authoriseLead')}</p>
      <p className="quiet">{t('channels.callback')} <code>{callbackUrl}</code></p>
      <p>
        <button type="button" className="button-main" data-testid="zalo-authorise" onClick={() => {
          void attempt(async () => window.location.assign((await write('POST', '/channels/zalo/link', {}, isLink)).url), t('channels.authorising'))
        }}>{t('channels.authorise')}</button>
        {' '}<span role="status" data-testid="zalo-said">{said}</span>
      </p>
      <form onSubmit={(event) => { void paste(event) }}>
        <label>
          {t('channels.paste')}
          <input type="password" autoComplete="off" value={pasted} onChange={({ target }) => setPasted(target.value)} minLength={10} required data-testid="zalo-paste" />
        </label>
        <p className="quiet">{t('channels.pasteHint')}</p>
        <button type="submit" className="button-quiet">{t('channels.pasteDo')}</button>
      </form>
    </section>
  )
}
