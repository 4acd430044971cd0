import { useWords } from '../language/LanguageProvider.tsx'
import { Picker } from '../parts/Picker.tsx'
import { useCommunes } from '../queue/useCommunes.ts'

/** One commune, found by its name without marks; or none. */
export function CommuneField({ code, onChange }: { code: string | null; onChange: (code: string | null) => void }) {
  const { t } = useWords()
  const communes = useCommunes()
  const chosen = communes.find((one) => one.code === code)
  return (
    <div className="correct-field">
      <p className="correct-chosen">
        <strong data-testid="correct-commune">{chosen?.title ?? t('card.unknown')}</strong>
        {code !== null && <button type="button" className="button-plain" onClick={() => onChange(null)}>{t('correct.unknown')}</button>}
      </p>
      <Picker
        label={t('correct.findCommune')}
        empty={t('correct.none')}
        items={communes.map((one) => ({ id: one.code, group: t('fact.commune'), title: one.title }))}
        onChoose={onChange}
      />
    </div>
  )
}
