import { useWords } from '../language/LanguageProvider.tsx'

/** What it is about, by the Centre's categories; the main one first. */
export function Categories({ codes }: { codes: readonly string[] }) {
  const { maybe } = useWords()
  if (codes.length === 0) return null
  return (
    <ul className="categories">
      {codes.map((code) => <li key={code}><span className="code">{code}</span> {maybe(`category.${code}`) ?? ''}</li>)}
    </ul>
  )
}
