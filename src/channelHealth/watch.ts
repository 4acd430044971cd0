/** Looks every minute, so that a dead token or a silent channel is heard of without anybody opening a page. */
import { transaction, type Client } from '../database/index.ts'
import type { Log } from '../log.ts'
import { startWorker } from '../worker.ts'
import { readChannels, type HealthRoom } from './readChannels.ts'

const EVERY_MS = 60_000

export type ChannelHealth = { ok: boolean; problems: string[] }
export type ChannelWatch = {
  /** As last seen, for /healthz/channels: `zalo:token`, `messenger:silent` … */
  current(): ChannelHealth
  stop(): Promise<void>
}

type WatchOptions = HealthRoom & {
  log: Log
  /** Calls those who can mend it, in the transaction in which the problem is written down. */
  call: (client: Client) => Promise<void>
}

// All processes look; one of them writes the row, and calls.
const BEGIN = `
  insert into channel_problem (channel, problem) select split_part(one, ':', 1), split_part(one, ':', 2) from unnest($1::text[]) as one
  on conflict do nothing`
const END = `delete from channel_problem where not (channel || ':' || problem = any($1::text[]))`

export function watchChannels({ log, call, ...room }: WatchOptions): ChannelWatch {
  let problems: string[] = []

  async function look(): Promise<boolean> {
    const states = await readChannels(room)
    const seen = states.flatMap((state) => state.problems.map((problem) => `${state.channel}:${problem}`))
    for (const problem of seen.filter((one) => !problems.includes(one))) log.error({ problem }, 'a channel has a problem')
    for (const problem of problems.filter((one) => !seen.includes(one))) log.info({ problem }, 'a channel is well again')
    room.metrics.channelProblem.reset()
    for (const state of states) for (const problem of state.problems) room.metrics.channelProblem.set({ channel: state.channel, problem }, 1)
    problems = seen
    await transaction(room.pool, async (client) => {
      await client.query(END, [seen])
      const { rowCount: begun } = await client.query(BEGIN, [seen])
      if (begun) await call(client)
    })
    return false
  }

  const worker = startWorker({ name: 'channels', loops: 1, pollMs: EVERY_MS, log, work: look })
  return { current: () => ({ ok: problems.length === 0, problems }), stop: () => worker.stop() }
}
