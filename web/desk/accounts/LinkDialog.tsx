import type { AccountOutcome } from '../../../src/desk/api.ts'
import { QrCode } from '../account/qr/QrCode.tsx'
import { useWords } from '../language/LanguageProvider.tsx'
import { CopyButton } from '../parts/CopyButton.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { dayAndTime } from '../time/dates.ts'

/** The link to hand over, shown this once: by a way only that person reads, or scanned from the screen. */
export function LinkDialog({ link: { token, until }, name, onClose }: { link: NonNullable<AccountOutcome['link']>; name: string; onClose: () => void }) {
  const { t, language } = useWords()
  const url = `${window.location.origin}/desk/invitation#${token}`
  return (
    <Dialog title={t('accounts.linkFor', { name })} onClose={onClose} testId="link-dialog">
      <p>{t('accounts.linkHand', { time: dayAndTime(until, language) })}</p>
      <QrCode text={url} label={t('accounts.linkQr')} />
      <code className="secret" data-testid="link">{url}</code>
      <div className="dialog-buttons">
        <CopyButton text={url} label={t('accounts.linkCopy')} />
        <button type="button" className="button-main" onClick={onClose} data-testid="link-done">{t('common.done')}</button>
      </div>
    </Dialog>
  )
}
