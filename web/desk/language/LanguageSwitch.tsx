import { useWords } from './LanguageProvider.tsx'
import { LANGUAGES } from './words.ts'
import type { Language } from './words.ts'

/** Each language by its own name. */
const NAMES: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English' }

/** Chooses the language of the desk on this device. */
export function LanguageSwitch({ onChoose }: { onChoose?: (language: Language) => void }) {
  const { t, language, setLanguage } = useWords()
  return (
    <div className="switch" role="group" aria-label={t('common.language')}>
      {LANGUAGES.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => { setLanguage(one); onChoose?.(one) }}>
          {NAMES[one]}
        </button>
      ))}
    </div>
  )
}
