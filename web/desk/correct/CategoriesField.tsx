import { CATEGORIES } from '../../../src/triage/categories.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Picker } from '../parts/Picker.tsx'

/** As many as the server keeps. */
const MOST = 8

/** The labels of a conversation, the main one first: a press makes one the main one, a cross takes it away. */
export function CategoriesField({ codes, onChange }: { codes: readonly string[]; onChange: (codes: string[]) => void }) {
  const { t, maybe } = useWords()
  const words = (code: string) => `${code} ${maybe(`category.${code}`) ?? ''}`
  const items = Object.keys(CATEGORIES).filter((code) => !codes.includes(code)).map((code) => ({ id: code, group: t('fact.categories'), title: words(code) }))
  return (
    <div className="correct-field">
      <ul className="correct-labels">
        {codes.map((code, index) => (
          <li key={code}>
            <button type="button" className="button-plain" aria-pressed={index === 0} title={t('correct.main')} onClick={() => onChange([code, ...codes.filter((one) => one !== code)])}>{words(code)} {index === 0 && codes.length > 1 && <small>{t('correct.first')}</small>}</button>
            <button type="button" className="button-icon" aria-label={t('correct.remove', { name: words(code) })} onClick={() => onChange(codes.filter((one) => one !== code))}><Icon name="close" /></button>
          </li>
        ))}
        {codes.length === 0 && <li className="quiet">{t('card.unknown')}</li>}
      </ul>
      {codes.length < MOST && <Picker key={codes.join()} label={t('correct.addLabel')} empty={t('correct.none')} items={items} onChoose={(code) => onChange([...codes, code])} />}
    </div>
  )
}
