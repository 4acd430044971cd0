import { useEffect } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { ring } from './sound.ts'

const AGAIN_MS = 4_000
const FLASH_MS = 1_000

/** While emergencies are open: the sound every few seconds, and "(!)" coming and going in the title. */
export function useRinging(emergencies: number, sound: boolean): void {
  const { t } = useWords()
  const ringing = emergencies > 0

  useEffect(() => {
    if (!ringing || !sound) return undefined
    ring()
    const timer = setInterval(ring, AGAIN_MS)
    return () => clearInterval(timer)
  }, [ringing, sound])

  useEffect(() => {
    const calm = t('app.title')
    document.title = calm
    if (!ringing) return undefined
    const alarmed = `(!) ${t('alarm.title', { n: emergencies })}`
    document.title = alarmed
    const timer = setInterval(() => { document.title = document.title === alarmed ? `(!) ${calm}` : alarmed }, FLASH_MS)
    return () => {
      clearInterval(timer)
      document.title = calm
    }
  }, [ringing, emergencies, t])
}
