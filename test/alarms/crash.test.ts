import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startAlarmRoom, type AlarmRoom } from './support.ts'

let room: AlarmRoom
beforeAll(async () => { room = await startAlarmRoom() })
beforeEach(() => room.clear())
afterAll(() => room.stop())

function run(point = ''): { child: ChildProcess; lines: () => string[]; ended: Promise<unknown> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'alarmProcess.ts'), room.db.url, point], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: string[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  return { child, lines: () => chunks.join('').split('\n').filter((line) => line !== ''), ended: once(child, 'exit').then(([, signal]) => signal) }
}

test.each(['in the middle of a step', 'before a call leaves', 'while a person is told'])('killed %s: the next process does it, and nothing is done twice', async (point) => {
  await room.onShift('counsellor', 'duty')
  const id = await room.danger('emergency')
  if (point === 'while a person is told') await room.db.pool.query('update alarm set tell_due_at = now()')
  const doomed = run(point)
  expect(await doomed.ended).toBe('SIGKILL')

  // A call under way is left to the next after its lease.
  await room.db.pool.query(`update alarm_call set due_at = now() where state = 'sending'`)
  const next = run()
  await eventually(async () => expect((await room.calls(id)).map(({ state }) => state)).toEqual(['sent']), { within: 30_000 })
  if (point === 'while a person is told') await eventually(() => expect(next.lines()).toContain('told'), { within: 30_000 })
  expect((await room.alarmOf(id)).step).toBe(1)
  const sent = [...doomed.lines(), ...next.lines()].filter((line) => line.startsWith('sent'))
  expect(sent).toHaveLength(1)
  next.child.kill('SIGKILL')
  await next.ended
})
