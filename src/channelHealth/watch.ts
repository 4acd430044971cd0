/** Looks every minute, so that a dead token or a silent channel is heard of without anybody opening a page. */
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

export function watchChannels({ log, ...room }: HealthRoom & { log: Log }): ChannelWatch {
  let problems: string[] = []

  async function look(): Promise<boolean> {
    const states = await readChannels(room)
    const seen = states.flatMap((state) => state.problems.map((problem) => `${state.channel}:${problem}`))
    for (const problem of seen.filter((one) => !problems.includes(one))) log.error({ problem }, 'a channel has a problem')
    for (const problem of problems.filter((one) => !seen.includes(one))) log.info({ problem }, 'a channel is well again')
    room.metrics.channelProblem.reset()
    for (const state of states) for (const problem of state.problems) room.metrics.channelProblem.set({ channel: state.channel, problem }, 1)
    problems = seen
    return false
  }

  const worker = startWorker({ name: 'channels', loops: 1, pollMs: EVERY_MS, log, work: look })
  return { current: () => ({ ok: problems.length === 0, problems }), stop: () => worker.stop() }
}
