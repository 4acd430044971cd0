/** What stands in a backup: JSON lines. First who it is, then rows table by table, last what there should have been. */
import * as z from 'zod'

export const headerSchema = z.object({ madeAt: z.string(), keyId: z.uuid(), wrappedKey: z.string() })
export type BackupHeader = z.infer<typeof headerSchema>

const about = z.object({
  kind: z.literal('about'),
  /** The migrations its tables are made of. */
  migrations: z.array(z.string()),
  tables: z.array(z.string()),
  sequences: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Keys destroyed up to now: an older backup restored later must not bring them back. */
  destroyedKeys: z.array(z.uuid()),
})
/** Each row as PostgreSQL writes it in JSON; not parsed here, so that no number loses a digit. */
const rows = z.object({ kind: z.literal('rows'), table: z.string(), rows: z.array(z.string()) })
const end = z.object({ kind: z.literal('end'), counts: z.record(z.string(), z.number()) })

export const lineSchema = z.discriminatedUnion('kind', [about, rows, end])
export type Line = z.infer<typeof lineSchema>
export type About = z.infer<typeof about>
