/** Keys destroyed after a backup was made are destroyed again in what was restored from it, with all that hangs on them. */
import { transaction, type Client, type Pool } from '../../database/index.ts'
import { beginPurge, endPurge, purgeCases, purgePeople, purgeTalks } from '../retention/purge.ts'
import { rememberPerson, type Address } from '../retention/tombstones.ts'

const OWNERS = `
  select (select coalesce(array_agg(id), '{}') from person where key_id = any($1::uuid[])) as people,
         (select coalesce(array_agg(id), '{}') from case_record where key_id = any($1::uuid[])) as cases`
const ADDRESSES = `select channel, account, external_hash as "externalHash" from person where id = any($1::uuid[])`
const TALKS = `select id from conversation where person_id = any($1::uuid[])`

/** Answers how many people and cases went. */
export async function eraseDestroyed(pool: Pool, keyIds: readonly string[]): Promise<number> {
  if (keyIds.length === 0) return 0
  return transaction(pool, async (client) => {
    const { rows: [owners] } = await client.query<{ people: string[]; cases: string[] }>(OWNERS, [keyIds])
    const { people, cases } = owners ?? { people: [], cases: [] }
    const purge = await beginPurge(client)
    await purgeCases(client, purge, cases)
    await purgeTalks(client, purge, await talksOf(client, people))
    for (const address of (await client.query<Address>(ADDRESSES, [people])).rows) await rememberPerson(client, address)
    await purgePeople(client, purge, people)
    await endPurge(client, { forget: () => undefined }, purge, { cause: 'retention', class: 'erased-since', basis: 'Erased after the backup was made; its proof stands in the newer one.' })
    return people.length + cases.length
  })
}

async function talksOf(client: Client, people: readonly string[]): Promise<string[]> {
  return (await client.query<{ id: string }>(TALKS, [people])).rows.map(({ id }) => id)
}
