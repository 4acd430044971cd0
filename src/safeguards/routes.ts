/** The routes of this room, for the desk's gate (taken by shape, since this room stands below the desk). */
import { addAuditRoutes } from './auditRoutes.ts'
import { addErasureRoutes } from './erasureRoutes.ts'
import { addKeepingRoutes } from './keepingRoutes.ts'
import type { SafeguardsGate, SafeguardsRoom } from './routeParts.ts'

export type { SafeguardsGate, SafeguardsRoom }

export function addSafeguardRoutes(gate: SafeguardsGate, room: SafeguardsRoom): void {
  addKeepingRoutes(gate, room)
  addErasureRoutes(gate, room)
  addAuditRoutes(gate, room)
}
