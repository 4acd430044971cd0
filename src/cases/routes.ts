/**
 * The routes of cases, for the desk's gate: each parses and calls the use case of its name. The gate is taken by shape,
 * since this room stands below the desk. Permissions: case.read, case.write, case.reach, case.breach (staff/permissions.ts); who may approve a
 * closing is a rule of the flow (flow.ts).
 */
import type * as z from 'zod'
import { AppError } from '../errors.ts'
import type { Locales } from '../locales.ts'
import * as api from './api.ts'
import { changeState, recordStep } from './changeState.ts'
import { amendBreach, breachPaper, breachSchema, listBreaches, notifyBreach, recordBreach } from './breaches.ts'
import { assignCase } from './assignCase.ts'
import { decideDataRequest, extendDataRequest, receiveDataRequest } from './dataRequests.ts'
import { readPaper } from './documents.ts'
import { addPart, editCase, removePart } from './editCase.ts'
import { listDue } from './listDue.ts'
import { makePaper } from './papers/makePaper.ts'
import { readCase, readFieldHistory, type CaseView } from './readCase.ts'
import { changeReferral, groundReferral, logReferralContact, prepareReferral } from './referrals.ts'
import { groundSchema } from './referralFlow.ts'
import { reachCase } from './reachCase.ts'
import type { CaseRoom, Officer } from './room.ts'
import { openReceived, readUpload, receivePaper } from './receivePaper.ts'
import { makeSealedFile } from './sealed/makeSealedFile.ts'
import { searchNotes } from './searchNotes.ts'
import { searchCases } from './searchCases.ts'
import { linkCases, suggestCases } from './suggestCases.ts'
import { addTask, finishTask } from './tasks.ts'

type Asked = { staff: Officer; id: string; query: unknown; body: unknown; request: AsyncIterable<unknown>; response: { status(code: number): unknown } }
/** What this room needs of the desk's gate (src/desk/guard.ts). */
export type CaseGate = {
  on(method: 'get' | 'post', path: string, action: 'case.read' | 'case.write' | 'case.reach' | 'case.breach', handle: (asked: Asked) => Promise<unknown>): void
}

export function addCaseRoutes(desk: CaseGate, room: CaseRoom & { locales: Locales }): void {
  const gate = telling(desk, room)
  addRecordRoutes(gate, room)
  addFlowRoutes(gate, room)
  addReferralRoutes(gate, room)
  addDataRoutes(gate, room)
  addPaperRoutes(gate, room)
}

/** After every change open desks are told that their lists are old; the id is that of what was changed. */
function telling({ on }: CaseGate, { changed }: CaseRoom): CaseGate {
  return {
    on(method, path, action, handle) {
      on(method, path, action, method === 'get' || !path.includes(':id') ? handle : async (asked) => {
        const answer = await handle(asked)
        changed?.(asked.id)
        return answer
      })
    },
  }
}

function addRecordRoutes({ on }: CaseGate, room: CaseRoom): void {
  on('post', '/cases/search', 'case.read', ({ staff, body }) => searchCases(room, staff, read(api.searchSchema, body)))
  on('post', '/cases/search-notes', 'case.read', ({ staff, body }) => searchNotes(room, staff, read(api.noteSearchSchema, body)))
  on('get', '/cases/due', 'case.read', ({ staff, query }) => listDue(room, staff, read(api.dueQuerySchema, query)))
  on('get', '/cases/:id', 'case.read', async ({ staff, id }) => toJson(await readCase(room, staff, id)))
  on('post', '/cases/:id/reach', 'case.reach', ({ staff, id, body }) => reachCase(room, staff, id, read(api.reachCaseSchema, body).reason))
  on('get', '/cases/:id/history', 'case.read', ({ staff, id, query }) => readFieldHistory(room, staff, id, read(api.historyQuerySchema, query)))
  on('get', '/cases/:id/suggestions', 'case.read', ({ staff, id }) => suggestCases(room, staff, id))
  on('post', '/cases/:id/edits', 'case.write', async ({ staff, id, body, response }) => refusable(response, await editCase(room, staff, id, read(api.editsSchema, body).edits)))
  on('post', '/cases/:id/parts', 'case.write', ({ staff, id, body }) => addPart(room, staff, id, read(api.partSchema, body)))
  on('post', '/cases/:id/parts/remove', 'case.write', ({ staff, id, body }) => removePart(room, staff, id, read(api.partIdSchema, body).partId))
  on('post', '/cases/:id/links', 'case.write', ({ staff, id, body }) => linkCases(room, staff, { caseId: id, ...read(api.linkSchema, body) }))
}

function addFlowRoutes({ on }: CaseGate, room: CaseRoom): void {
  on('post', '/cases/:id/state', 'case.write', async ({ staff, id, body, response }) => refusable(response, await changeState(room, staff, id, read(api.stateSchema, body))))
  on('post', '/cases/:id/assign', 'case.write', async ({ staff, id, body, response }) => refusable(response, await assignCase(room, staff, id, read(api.assignSchema, body))))
  on('post', '/cases/:id/steps', 'case.write', ({ staff, id, body }) => recordStep(room, staff, id, read(api.stepSchema, body)))
  on('post', '/cases/:id/tasks', 'case.write', ({ staff, id, body }) => addTask(room, staff, id, read(api.taskSchema, body)))
  on('post', '/cases/:id/tasks/done', 'case.write', ({ staff, id, body }) => finishTask(room, staff, id, read(api.taskIdSchema, body).taskId))
}

function addReferralRoutes({ on }: CaseGate, room: CaseRoom): void {
  on('post', '/cases/:id/referrals', 'case.write', ({ staff, id, body }) => prepareReferral(room, staff, id, read(api.referralSchema, body)))
  on('post', '/referrals/:id/ground', 'case.write', ({ staff, id, body }) => groundReferral(room, staff, id, read(groundSchema, body)))
  on('post', '/referrals/:id/act', 'case.write', async ({ staff, id, body, response }) => refusable(response, await changeReferral(room, staff, id, read(api.referralActSchema, body))))
  on('post', '/referrals/:id/contacts', 'case.write', ({ staff, id, body }) => logReferralContact(room, staff, id, read(api.contactSchema, body)))
}

function addDataRoutes({ on }: CaseGate, room: CaseRoom & { locales: Locales }): void {
  on('post', '/cases/:id/data-requests', 'case.write', ({ staff, id, body }) => receiveDataRequest(room, staff, id, read(api.dataRequestSchema, body)))
  on('post', '/data-requests/:id/decide', 'case.write', async ({ staff, id, body, response }) => refusable(response, await decideDataRequest(room, staff, id, read(api.dataDecisionSchema, body))))
  on('post', '/data-requests/:id/extend', 'case.write', ({ staff, id }) => extendDataRequest(room, staff, id))
  on('get', '/breaches', 'case.breach', () => listBreaches(room))
  on('post', '/breaches', 'case.breach', ({ staff, body }) => recordBreach(room, staff, read(api.breachRequestSchema, body)))
  on('post', '/breaches/:id/amend', 'case.breach', ({ staff, id, body }) => amendBreach(room, staff, id, read(breachSchema, body)))
  on('get', '/breaches/:id/paper', 'case.breach', async ({ staff, id }) => {
    const { title, mime, content } = await breachPaper(room, staff, id)
    return { title, mime, base64: content.toString('base64') }
  })
  on('post', '/breaches/:id/notified', 'case.breach', ({ staff, id }) => notifyBreach(room, staff, id))
}

function addPaperRoutes({ on }: CaseGate, room: CaseRoom & { locales: Locales }): void {
  on('post', '/cases/:id/papers', 'case.write', async ({ staff, id, body, response }) => refusable(response, await makePaper(room, staff, id, read(api.paperSchema, body))))
  // Bytes travel inside JSON: the browser saves them, and no viewer of its own opens a paper.
  on('get', '/cases/:id/papers/file', 'case.read', async ({ staff, id, query }) => {
    const { title, mime, content } = await readPaper(room, staff, id, read(api.paperIdSchema, query).paperId)
    return { title, mime, base64: content.toString('base64') }
  })
  on('post', '/cases/:id/papers/sealed', 'case.write', async ({ staff, id, body, response }) => refusable(response, await makeSealedFile(room, staff, id, read(api.sealedSchema, body).referralId)))
  on('post', '/cases/:id/papers/received', 'case.write', async ({ staff, id, request }) => receivePaper(room, staff, id, await readUpload(request)))
  on('post', '/cases/:id/papers/open', 'case.read', async ({ staff, id, body }) => {
    const { title, mime, content } = await openReceived(room, staff, id, read(api.openReceivedSchema, body))
    return { title, mime, base64: content.toString('base64') }
  })
}

/** A refusal is an answer the officer must see: 409 with its reason, and both values where two people wrote. */
function refusable<T extends { ok: boolean }>(response: Asked['response'], result: T): T {
  if (!result.ok) response.status(409)
  return result
}

/** Maps have no JSON: fields become objects by name. */
function toJson(view: CaseView): object {
  return { ...view, parts: view.parts.map((part) => ({ ...part, fields: Object.fromEntries(part.fields) })) }
}

/** Field names go to the log, values never. @throws AppError bad-request */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('bad-request', 'error.bad-request', `unusable input: ${parsed.error.issues.map(({ path, code }) => `${path.join('.')}:${code}`).join(' ')}`)
}
