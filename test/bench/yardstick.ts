/** Bare `pg` doing the least a durable turn needs, three commits: message in; state, reply and outbox; sent. */
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

const TABLES = `
  create table y_message (id uuid primary key, conversation int not null, body bytea not null, done_at timestamptz);
  create table y_state (conversation int primary key, body bytea not null);
  create table y_outbox (id uuid primary key, conversation int not null, body bytea not null, sent_at timestamptz)`

/** Turns a second over `seconds`, with `conversations` at once. */
export async function measureYardstick(url: string, { conversations, seconds }: { conversations: number; seconds: number }): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: conversations })
  await pool.query(TABLES)
  await pool.query('insert into y_state select n, $2 from generate_series(1, $1::int) n', [conversations, randomBytes(600)])
  const until = performance.now() + seconds * 1000
  let turns = 0
  await Promise.all(Array.from({ length: conversations }, async (_, index) => {
    const conversation = index + 1
    while (performance.now() < until) {
      await oneTurn(pool, conversation)
      turns += 1
    }
  }))
  await pool.end()
  return turns / seconds
}

async function oneTurn(pool: pg.Pool, conversation: number): Promise<void> {
  const [message, reply, body] = [randomUUID(), randomUUID(), randomBytes(200)]
  await pool.query({ name: 'y-in', text: 'insert into y_message (id, conversation, body) values ($1, $2, $3)', values: [message, conversation, body] })
  await pool.query({
    name: 'y-turn',
    text: `with state as (update y_state set body = $3 where conversation = $2), done as (update y_message set done_at = now() where id = $1)
           insert into y_outbox (id, conversation, body) values ($4, $2, $3)`,
    values: [message, conversation, body, reply],
  })
  await pool.query({ name: 'y-sent', text: 'update y_outbox set sent_at = now() where id = $1', values: [reply] })
}
