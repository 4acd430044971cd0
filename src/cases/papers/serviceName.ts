import type { Client } from '../../database/index.ts'

/** The receiving body by its name in the directory; undefined where none was chosen. */
export async function serviceName(client: Client, id: string | null): Promise<string | undefined> {
  const { rows: [row] } = await client.query<{ name: string }>('select name from service where id = $1', [id])
  return row?.name
}
