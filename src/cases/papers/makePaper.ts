import { transaction, type Client } from '../../database/index.ts'
import { AppError } from '../../errors.ts'
import type { Locales } from '../../locales.ts'
import { keepPaper, nextNumber, WORD } from '../documents.ts'
import { loadCase } from '../readCase.ts'
import { nowOf, type CaseRoom, type Officer } from '../room.ts'
import { caseKey, lockCase } from '../store.ts'
import type { PaperContext } from './context.ts'
import { incidentReport } from './incidentReport.ts'
import { mau01, unconfirmedInMau01 } from './mau01.ts'
import { mau02 } from './mau02.ts'
import { progressReport } from './progressReport.ts'
import { referralLetter } from './referralLetter.ts'
import { serviceName } from './serviceName.ts'

export type PaperRequest =
  | { kind: 'mau-01'; childId?: string }
  | { kind: 'mau-02'; assessmentId?: string }
  | { kind: 'referral-letter'; referralId: string }
  | { kind: 'follow-up-report' | 'closing-report' }
  /** `type`: the plan's kind of incident in words; `ask`: the Centre's requests. */
  | { kind: 'incident-report'; type?: string; ask?: string }

export type PaperResult = {
  ok: true
  id: string
  number: number | null } | { ok: false
  why: 'unconfirmed'
  fields: string[] } | { ok: false
  why: 'not-closed'
}

/**
 * Makes a Word file from the case as it stands and keeps it under the case's key. A draft says so on every page;
 * `sign` gives it its number and the signing officer's name, and needs every printed answer confirmed by a human.
 * A sheet once made is never changed: a correction is a new one.
 */
export async function makePaper(
  room: CaseRoom & { locales: Locales },
  officer: Officer,
  caseId: string,
  request: PaperRequest & { sign?: true },
): Promise<PaperResult> {
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    const key = await caseKey(client, room.vault, record)
    const view = await loadCase(client, room, key, caseId)
    const context: PaperContext = { view, centre: room.centre(), locales: room.locales, officer, now: nowOf(room), number: undefined }
    if (request.sign) {
      const fields = request.kind === 'mau-01' ? unconfirmedInMau01(context, request.childId) : []
      if (fields.length > 0) return { ok: false, why: 'unconfirmed', fields }
      if (request.kind === 'closing-report' && record.state !== 'closed') return { ok: false, why: 'not-closed' }
    }
    const signed = request.sign ? await nextNumber(client, room, request.kind) : undefined
    const content = await write(client, { ...context, number: signed?.number }, request)
    const title = `${room.locales.text('vi', 'cases', `paper.${request.kind}`)} ${record.number}`
    const id = await keepPaper(client, room.vault, key, officer, {
      caseId, kind: request.kind, title, mime: WORD, content, ...(request.kind === 'referral-letter' ? { referralId: request.referralId } : {}), ...(signed ? { signed } : {}),
    })
    return { ok: true, id, number: signed?.number ?? null }
  })
}

async function write(client: Client, context: PaperContext, request: PaperRequest): Promise<Buffer> {
  switch (request.kind) {
    case 'mau-01':
      return mau01(context, request.childId)
    case 'mau-02':
      return mau02(context, request.assessmentId)
    case 'referral-letter': {
      const referral = context.view.referrals.find(({ id }) => id === request.referralId)
      if (!referral) throw new AppError('not-found', 'error.not-found', 'no such referral of this case')
      return referralLetter(context, referral, await serviceName(client, referral.serviceId))
    }
    case 'follow-up-report':
    case 'closing-report':
      return progressReport(context, request.kind)
    case 'incident-report':
      return incidentReport(context, request)
    default:
      return unknownPaper(request)
  }
}

function unknownPaper(request: never): never {
  throw new Error(`unknown paper ${JSON.stringify(request)}`)
}
