/** How an alarm reaches me: my own paths and a test of them; and for the wall, how all of them do. */
import { alarmHealth, isPushService, listAddresses, listOpenAlarms, removeAddress, saveAddress, sendTestCall, testCallState, type PathName } from '../alarms/index.ts'
import { AppError } from '../errors.ts'
import type { SignedIn } from '../staff/index.ts'
import { addAlarmPathSchema, alarmTestSchema, type AddAlarmPath, type AlarmPaths, type AlarmTestState, type WallAlarms } from './api.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'
import { iso, isoOrNull } from './time.ts'

/** What this service's settings open. */
export type OpenPaths = { names: readonly PathName[]; pushKey: string }

/** Nobody carries more telephones and browsers. */
const MOST_ADDRESSES = 10

export function addAlarmRoutes({ on }: Gate, desk: Desk, { names, pushKey }: OpenPaths): void {
  const { pool } = desk.db
  on('get', '/me/alarm-paths', 'session.own', async ({ staff }): Promise<AlarmPaths> => {
    const addresses = await listAddresses(pool, staff.id)
    return { open: [...names], pushKey, addresses: addresses.map((one) => ({ ...one, createdAt: iso(one.createdAt) })) }
  })
  on('post', '/me/alarm-paths', 'session.own', ({ staff, body }) => addPath(desk, staff, read(addAlarmPathSchema, body)))
  on('post', '/me/alarm-paths/:id/remove', 'session.own', async ({ staff, id }) => {
    if (!await removeAddress(pool, staff.id, id)) throw new AppError('not-found', 'error.not-found', 'no such address of theirs')
    return {}
  })
  on('post', '/me/alarm-test', 'session.own', async ({ staff, body }): Promise<AlarmTestState> => {
    const { path } = read(alarmTestSchema, body)
    if (!names.includes(path)) throw new AppError('bad-request', 'error.bad-request', `path ${path} is not open`)
    const id = await sendTestCall(pool, staff.id, path)
    if (id === undefined) throw new AppError('conflict', 'error.alarm-test', 'a test is under way')
    return { id, state: 'pending', code: null }
  })
  on('get', '/me/alarm-test/:id', 'session.own', async ({ staff, id }): Promise<AlarmTestState> => {
    const test = await testCallState(pool, staff.id, id)
    if (!test) throw new AppError('not-found', 'error.not-found', 'no such test of theirs')
    return { id, state: test.state, code: test.code }
  })
  on('get', '/wall/alarms', 'wall.read', async (): Promise<WallAlarms> => {
    const [{ ok, problems, paths }, alarms] = await Promise.all([alarmHealth(pool, { paths: names, centre: desk.centre() }), listOpenAlarms(pool)])
    return {
      ok, problems,
      paths: paths.map((one) => ({ ...one, lastSentAt: isoOrNull(one.lastSentAt) })),
      alarms: alarms.map((one) => ({ ...one, raisedAt: iso(one.raisedAt), breachedAt: isoOrNull(one.breachedAt) })),
    }
  })
}

/** @throws AppError bad-request `error.push-service`, conflict `error.alarm-addresses` {limit} */
async function addPath({ db, vault }: Desk, staff: SignedIn, input: AddAlarmPath): Promise<{ id: string }> {
  if (input.path === 'push' && !isPushService(input.subscription.endpoint)) throw new AppError('bad-request', 'error.push-service', 'not a push service')
  const had = await listAddresses(db.pool, staff.id)
  if (had.length >= MOST_ADDRESSES) throw new AppError('conflict', 'error.alarm-addresses', 'too many addresses', { limit: MOST_ADDRESSES })
  return { id: await saveAddress(db.pool, vault, { staffId: staff.id, path: input.path, to: addressOf(input), label: input.label }) }
}

function addressOf(input: AddAlarmPath): string {
  switch (input.path) {
    case 'push':
      return JSON.stringify(input.subscription)
    case 'hook':
      return input.phone
    case 'zalo':
      return input.userId
  }
}
