import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { chooseTheme, chosenTheme, THEMES } from './theme.ts'

/** Light, dark, or as the device has it. */
export function ThemeSwitch() {
  const { t } = useWords()
  const [theme, setTheme] = useState(chosenTheme)
  return (
    <div className="switch" role="group" aria-label={t('theme.title')}>
      {THEMES.map((one) => (
        <button key={one} type="button" aria-pressed={one === theme} onClick={() => { setTheme(one); chooseTheme(one) }} data-testid={`theme-${one}`}>{t(`theme.${one}`)}</button>
      ))}
    </div>
  )
}
