import { recoverChannelSchema, type Recovered } from '../desk/api.ts'
import { read, type Gate } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { recordAccess } from '../safeguards/index.ts'
import { recover, type Recovery } from './recover.ts'

/** POST /channels/recover: an administrator knows of an outage that this service could not notice (the webhook was switched off). */
export function addRecoveryRoute({ on }: Gate, recoveries: readonly Recovery[]): void {
  on('post', '/channels/recover', 'channel.manage', async ({ staff, body }): Promise<Recovered> => {
    const { channel, hours } = read(recoverChannelSchema, body)
    const recovery = recoveries.find((one) => one.channel === channel)
    if (!recovery) throw new AppError('not-found', 'error.not-found', `${channel} is not set up`)
    const to = new Date()
    const n = await recover(recovery, { from: new Date(to.getTime() - hours * 3_600_000), to })
    await recordAccess(recovery.pool, { staffId: staff.id, action: 'channel.recover', subject: 'service', subjectId: channel, reason: `${hours}h.${n ?? 'away'}` })
    if (n === undefined) throw new AppError('unavailable', 'error.platform-away', `${channel} did not tell its messages`)
    return { recovered: n }
  })
}
