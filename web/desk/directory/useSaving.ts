import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { toast } from '../parts/toasts.ts'
import { useDirectoryActs, type Centre, type DirectoryPage } from './useDirectory.ts'

/** Saving the Centre's settings from a form: what went wrong, and whether it is under way. */
export function useSaving(page: DirectoryPage) {
  const words = useWords()
  const { saveCentre } = useDirectoryActs()
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  async function save(settings: Centre): Promise<void> {
    setBusy(true)
    try {
      await saveCentre(page, settings)
      toast(words.t('directory.saved'))
      setProblem('')
    } catch (error) {
      setProblem(errorWords(error, words))
    } finally {
      setBusy(false)
    }
  }
  return { save, problem, busy }
}
