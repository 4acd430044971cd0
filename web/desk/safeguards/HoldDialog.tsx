import { useWords } from '../language/LanguageProvider.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useSafeguardActs } from './useSafeguards.ts'

const REASONS = ['police', 'court', 'complaint', 'inspection', 'research-approved', 'other'] as const

/** Holds a conversation or a case, for a reason that is a code: no case data stands in it. */
export function HoldDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useWords()
  const { run, busy } = useSafeguardActs()
  return (
    <ReasonDialog
      title={t('hold.title')} lead={t('hold.lead')} label={t('hold.reason')} choose={t('hold.choose')} yes={t('hold.do')} busy={busy}
      reasons={REASONS.map((reason) => ({ value: reason, words: t(`holdReason.${reason}`) }))}
      onClose={onClose}
      onYes={(reason) => { void run(path, { reason }).then(onClose) }}
    />
  )
}
