import { createTestDatabase } from '../support/database.ts'
import { startDeskRoom, type TestDesk } from './room.ts'

export * from './room.ts'

/** The desk on a fresh database of its own. */
export async function startTestDesk(): Promise<TestDesk> {
  return startDeskRoom(await createTestDatabase())
}
