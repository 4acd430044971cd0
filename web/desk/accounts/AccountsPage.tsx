import { useState } from 'react'
import type { AccountOutcome, Me } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Icon } from '../parts/Icon.tsx'
import { toast } from '../parts/toasts.ts'
import { AccountDialog } from './AccountDialog.tsx'
import { AccountRow } from './AccountRow.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { Requests } from './Requests.tsx'
import { useAccounts } from './useAccounts.ts'

/** Who works here and with what role. Nothing a child said is on this page. */
export default function AccountsPage({ me }: { me: Me }) {
  const words = useWords()
  const { t } = words
  const { data, error } = useAccounts()
  const [inviting, setInviting] = useState(false)
  const [openId, setOpenId] = useState<string>()
  const [handing, setHanding] = useState<{ link: NonNullable<AccountOutcome['link']>; name: string }>()
  if (!data) return <main className="wall"><p className={error ? 'empty problem' : 'empty'} role={error ? 'alert' : undefined}>{error ? errorWords(error, words) : t('common.loading')}</p></main>

  const open = data.accounts.find(({ id }) => id === openId)
  /** What an act came to: a link to hand over, a second person to wait for, or done. */
  function show(outcome: Partial<AccountOutcome>, name: string) {
    setInviting(false)
    setOpenId(undefined)
    if (outcome.link) setHanding({ link: outcome.link, name })
    else toast(outcome.waiting ? t('accounts.waits') : t('accounts.done'))
  }

  return (
    <main className="wall account-page" data-testid="accounts">
      <div className="section-head">
        <h1>{t('accounts.title')}</h1>
        <button type="button" className="button-main" onClick={() => setInviting(true)} data-testid="invite"><Icon name="plus" />{t('accounts.invite')}</button>
      </div>
      <p className="quiet">{t('accounts.lead')}</p>
      <Requests requests={data.requests} onOutcome={show} />
      <section className="panel" aria-labelledby="all-accounts">
        <h2 id="all-accounts">{t('accounts.all', { n: data.accounts.filter(({ active }) => active).length })}</h2>
        <ul className="account-list">
          {data.accounts.map((account) => <AccountRow key={account.id} account={account} mine={account.id === me.id} waits={data.requests.some((one) => one.account.id === account.id)} onOpen={() => setOpenId(account.id)} />)}
        </ul>
      </section>
      {inviting && <InviteDialog me={me} onClose={() => setInviting(false)} onOutcome={show} />}
      {open && <AccountDialog account={open} waits={data.requests.some((one) => one.account.id === open.id)} onClose={() => setOpenId(undefined)} onOutcome={show} />}
      {handing && <LinkDialog {...handing} onClose={() => setHanding(undefined)} />}
    </main>
  )
}
