import { useCanned } from '../canned/useCanned.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import type { Language } from '../language/words.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { Picker } from '../parts/Picker.tsx'

/** Ready sentences by topic, put into the reply box to be read and changed, never sent from here. */
export function CannedAnswers({ language, onChoose, onClose }: {
  /** The person's language, which need not be the desk's. */
  language: Language
  onChoose: (text: string) => void
  onClose: () => void
}) {
  const words = useWords()
  const { t } = words
  const { data, error } = useCanned()
  const answers = data?.answers.filter(({ locale }) => locale === language) ?? []
  return (
    <Dialog title={t('canned.title')} onClose={onClose} testId="canned">
      {error && !data && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      <Picker
        label={t('canned.search')}
        empty={data ? t('canned.none') : t('common.loading')}
        items={answers.map(({ id, topic, title, filled }) => ({ id, group: t(`cannedTopic.${topic}`), title, detail: filled, lang: language }))}
        onChoose={(id) => {
          const chosen = answers.find((one) => one.id === id)
          if (chosen) onChoose(chosen.filled)
        }}
      />
      <div className="dialog-buttons">
        <button type="button" className="button-quiet" onClick={onClose}>{t('common.cancel')}</button>
      </div>
    </Dialog>
  )
}
