/** The routes beside single conversations: contacts, saved views, the roster, quality. */
import { COMMUNES, communeTitle } from '../directory/index.ts'
import { may } from '../staff/index.ts'
import { addShiftSchema, cannedQuerySchema, changeCannedSchema, giveShiftSchema, identityQuerySchema, qualitySchema, removeShiftSchema, revealSchema, rosterQuerySchema, sampleQuerySchema, saveCannedSchema, summaryQuerySchema, takeContactSchema, viewsSchema, type CommuneNames } from './api.ts'
import { addCanned, changeCanned, listCanned } from './canned.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'
import { listBlocks } from './listBlocks.ts'
import { findIdentity, revealIdentity } from './identity.ts'
import { drawSample, saveQuality, summariseQuality } from './quality.ts'
import { addShift, giveShift, readRoster, removeShift } from './roster.ts'
import { takeContact } from './takeContact.ts'
import { readViews, saveViews } from './views.ts'

/** By name first: "phường Hải Châu" stands under H. */
const COMMUNE_NAMES: CommuneNames = {
  communes: [...COMMUNES].sort((a, b) => a.name.localeCompare(b.name, 'vi')).map((one) => ({ code: one.code, title: communeTitle(one) })),
}

export function addOfficeRoutes({ on }: Gate, desk: Desk): void {
  on('post', '/contacts', 'contact.take', ({ staff, body }) => takeContact(desk, staff, read(takeContactSchema, body)))

  on('get', '/canned', 'conversation.reply', ({ staff, query }) =>
    listCanned(desk, { all: read(cannedQuerySchema, query).all === 'true' && may(staff.role, 'canned.write') }))
  on('post', '/canned', 'canned.write', ({ staff, body }) => addCanned(desk, staff, read(saveCannedSchema, body)))
  on('put', '/canned/:id', 'canned.write', async ({ staff, id, body }) => {
    await changeCanned(desk, staff, id, read(changeCannedSchema, body))
    return {}
  })
  on('get', '/communes', 'queue.read', () => COMMUNE_NAMES)
  on('get', '/blocks', 'person.block', ({ staff }) => listBlocks(desk, staff))

  on('get', '/views', 'queue.read', ({ staff }) => readViews(desk.db, staff))
  on('put', '/views', 'queue.read', ({ staff, body }) => saveViews(desk.db, staff, read(viewsSchema, body)))

  on('get', '/roster', 'roster.read', ({ query }) => readRoster(desk, read(rosterQuerySchema, query)))
  on('post', '/roster/shifts', 'roster.write', ({ staff, body }) => addShift(desk, staff, read(addShiftSchema, body)))
  on('post', '/roster/shifts/:id/give', 'roster.write', async ({ staff, id, body }) => {
    await giveShift(desk, staff, id, read(giveShiftSchema, body).staffId)
    return {}
  })
  on('post', '/roster/shifts/:id/remove', 'roster.write', async ({ staff, id, body }) => {
    await removeShift(desk, staff, id, read(removeShiftSchema, body))
    return {}
  })

  on('get', '/identity', 'identity.reveal', ({ staff, query }) => findIdentity(desk, staff, read(identityQuerySchema, query).text))
  on('post', '/conversations/:id/identity', 'identity.reveal', ({ staff, id, body }) => revealIdentity(desk, staff, id, read(revealSchema, body)))

  on('get', '/quality/sample', 'quality.review', ({ query }) => drawSample(desk, read(sampleQuerySchema, query)))
  on('get', '/quality/summary', 'quality.review', ({ query }) => summariseQuality(desk, read(summaryQuerySchema, query)))
  on('post', '/conversations/:id/quality', 'quality.review', async ({ staff, id, body }) => {
    await saveQuality(desk, staff, id, read(qualitySchema, body))
    return {}
  })
}
