import type { Conversation } from '../../../src/desk/api.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'

/** Colleagues who look at this conversation or type in it now. */
export function Viewers({ viewers }: { viewers: Conversation['viewers'] }) {
  const { t } = useWords()
  if (viewers.length === 0) return null
  return (
    <p className="viewers" data-testid="viewers">
      <Icon name="eye" />
      {viewers.map(({ name, typing }) => (typing ? t('viewers.typing', { name }) : t('viewers.looking', { name }))).join(' · ')}
    </p>
  )
}
