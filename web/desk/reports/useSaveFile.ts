import { useState } from 'react'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { saveFile } from '../parts/saveFile.ts'
import { toast } from '../parts/toasts.ts'

/** Downloads a report; what went wrong is told as a toast. */
export function useSaveFile() {
  const words = useWords()
  const [busy, setBusy] = useState(false)

  async function save(path: string): Promise<void> {
    setBusy(true)
    try {
      await saveFile(path)
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    } finally {
      setBusy(false)
    }
  }

  return { save, busy }
}
