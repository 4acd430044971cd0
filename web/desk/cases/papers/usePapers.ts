import { useState } from 'react'
import type { PaperResult } from '../../../../src/cases/papers/makePaper.ts'
import { withFields } from '../../http/request.ts'
import { useWords } from '../../language/LanguageProvider.tsx'
import { errorWords } from '../../parts/errorWords.ts'
import { saveFile } from '../../parts/saveFile.ts'
import { toast } from '../../parts/toasts.ts'
import { useCaseWords } from '../caseWords.ts'
import { useCaseActs } from '../useCase.ts'

const isResult = withFields<PaperResult>('ok')

/** Makes papers of a case and hands them over as files; a signature that the rules refuse is told in words. */
export function usePapers(caseId: string) {
  const words = useWords()
  const { word } = useCaseWords()
  const { decide, busy } = useCaseActs(caseId)
  const [refusal, setRefusal] = useState('')

  async function download(paperId: string): Promise<void> {
    try {
      await saveFile(`/cases/${caseId}/papers/file?${new URLSearchParams({ paperId }).toString()}`)
    } catch (error) {
      toast(errorWords(error, words), { tone: 'warning' })
    }
  }

  async function make(request: object): Promise<void> {
    setRefusal('')
    const result = await decide(`/cases/${caseId}/papers`, request, isResult)
    if (!result) return
    if (result.ok) return download(result.id)
    setRefusal(result.why === 'unconfirmed'
      ? words.t('casePaper.unconfirmed', { fields: result.fields.map((field) => `${word(`part.${field.split('.')[0] ?? ''}`)} – ${word(`field.${field}`)}`).join('; ') })
      : words.t('casePaper.notClosed'))
  }

  return { make, download, busy, refusal }
}
