import express, { type Router } from 'express'
import { addAccountRoutes } from './accountRoutes.ts'
import { presenceSchema, queueQuerySchema } from './api.ts'
import { beat } from './beat.ts'
import { claimNext } from './claimNext.ts'
import { addConversationRoutes } from './conversationRoutes.ts'
import type { Desk } from './desk.ts'
import { addFocalRoutes } from './focalRoutes.ts'
import { createGate, read, TAKEN, type Gate, type Listed } from './guard.ts'
import { listAlarms } from './listAlarms.ts'
import { listColleagues } from './listColleagues.ts'
import { listReturned } from './listReturned.ts'
import { createQueueReader } from './listQueue.ts'
import { createLiveHints } from './liveHints.ts'
import { addOfficeRoutes } from './officeRoutes.ts'
import { addOwnAccountRoutes } from './ownAccountRoutes.ts'
import { readWall } from './readWall.ts'
import { addSendAgainRoute } from './sendAgain.ts'
import { addSessionRoutes } from './sessionRoutes.ts'
import { createSignInLimits } from '../staff/index.ts'

/** The longest honest body is a note of 5,000 letters. */
const BODY_LIMIT = '64kb'

export type DeskRouter = {
  /** Every route with its permission, for the matrix. */
  routes: readonly Listed[]
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

  const limits = createSignInLimits(desk.db.pool, desk.vault)
  addSessionRoutes(gate, desk, limits)
  addOwnAccountRoutes(gate, desk, limits)
  addConversationRoutes(gate, desk)
  addOfficeRoutes(gate, desk)
  addAccountRoutes(gate, desk)
  addSendAgainRoute(gate, desk)
  addFocalRoutes(gate, desk)
  more(gate)
  gate.on('get', '/queue', 'queue.read', ({ staff, query }) => listQueue(staff, read(queueQuerySchema, query)))
  gate.on('post', '/claim-next', 'conversation.claim', ({ staff }) => claimNext(desk, staff))
  gate.on('get', '/alarms', 'alarm.read', ({ staff }) => listAlarms(desk, staff))
  gate.on('get', '/staff', 'staff.list', () => listColleagues(desk))
  gate.on('get', '/wall', 'wall.read', () => readWall(desk))
  gate.on('get', '/wall/returned', 'wall.read', ({ staff }) => listReturned(desk, staff))
  gate.on('post', '/presence', 'presence.beat', ({ staff, body }) => beat(desk, staff, read(presenceSchema, body)))
  gate.on('get', '/events', 'events.listen', ({ request, response, token }) => {
    hints.open(request, response, token)
    return TAKEN
  })
  const router = express.Router()
  router.use('/api', noStore, express.json({ limit: BODY_LIMIT }), gate.router)
  return { router, routes: gate.routes, stop: hints.close }
}

/** What children wrote stays out of every cache. */
function noStore(_request: express.Request, response: express.Response, next: express.NextFunction): void {
  response.set('Cache-Control', 'no-store')
  next()
}
