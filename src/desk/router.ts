import express, { type Router } from 'express'
import { AppError } from '../errors.ts'
import { addAccountRoutes } from './accountRoutes.ts'
import { presenceSchema, queueQuerySchema } from './api.ts'
import { beat } from './beat.ts'
import { claimNext } from './claimNext.ts'
import { addConversationRoutes } from './conversationRoutes.ts'
import type { Desk } from './desk.ts'
import { createGate, read, requireSession, TAKEN, type Gate } from './guard.ts'
import { listAlarms } from './listAlarms.ts'
import { listColleagues } from './listColleagues.ts'
import { createQueueReader } from './listQueue.ts'
import { createLiveHints } from './liveHints.ts'
import { addOfficeRoutes } from './officeRoutes.ts'
import { readWall } from './readWall.ts'
import { addSessionRoutes } from './sessionRoutes.ts'

/** The longest honest body is a note of 5,000 letters. */
const BODY_LIMIT = '64kb'

export type DeskRouter = {
  /** To be mounted at /desk: serves /desk/api and nothing else. */
  router: Router
  /** Ends the open live streams, so that the server can close. */
  stop(): void
}

/** The desk over HTTP (contract: api.ts). `more` adds the routes of other rooms behind the same gate. */
export function deskRouter(desk: Desk, more: (gate: Gate) => void = () => undefined): DeskRouter {
  const hints = createLiveHints(desk)
  const gate = createGate(desk)
  const listQueue = createQueueReader(desk)

  addSessionRoutes(gate, desk)
  addConversationRoutes(gate, desk)
  addOfficeRoutes(gate, desk)
  addAccountRoutes(gate, desk)
  more(gate)
  gate.on('get', '/queue', 'queue.read', ({ staff, query }) => listQueue(staff, read(queueQuerySchema, query)))
  gate.on('post', '/claim-next', 'conversation.claim', ({ staff }) => claimNext(desk, staff))
  gate.on('get', '/alarms', 'alarm.read', () => listAlarms(desk))
  gate.on('get', '/staff', 'staff.list', () => listColleagues(desk))
  gate.on('get', '/wall', 'wall.read', () => readWall(desk))
  gate.on('post', '/presence', 'presence.beat', ({ staff, body }) => beat(desk, staff, read(presenceSchema, body)))
  gate.on('get', '/events', 'events.listen', ({ request, response, token }) => {
    hints.open(request, response, token)
    return TAKEN
  })
  // Whoever is not signed in does not learn which paths exist.
  gate.router.use(async (request) => {
    await requireSession(desk, request)
    throw new AppError('not-found', 'error.not-found', 'no such path')
  })

  const router = express.Router()
  router.use('/api', noStore, express.json({ limit: BODY_LIMIT }), gate.router)
  return { router, stop: hints.close }
}

/** What children wrote stays out of every cache. */
function noStore(_request: express.Request, response: express.Response, next: express.NextFunction): void {
  response.set('Cache-Control', 'no-store')
  next()
}
