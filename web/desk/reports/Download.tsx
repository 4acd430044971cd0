import { Icon } from '../parts/Icon.tsx'
import type { Asked } from './usePivot.ts'
import { queryOf } from './usePivot.ts'
import { useSaveFile } from './useSaveFile.ts'

/** A table as a file, with small counts hidden. */
export function Download({ asked, name }: { asked: Asked; name: string }) {
  const { save, busy } = useSaveFile()
  return (
    <span className="file-links">
      <Icon name="download" />
      {(['csv', 'xlsx'] as const).map((file) => (
        <button key={file} type="button" className="button-plain" disabled={busy} onClick={() => { void save(`/reports/pivot/file?${queryOf(asked, { file })}`) }} data-testid={`download-${asked.rows}-${file}`}>{file.toUpperCase()}<span className="only-heard">: {name}</span></button>
      ))}
    </span>
  )
}
