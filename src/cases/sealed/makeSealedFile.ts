import { transaction } from '../../database/index.ts'
import { AppError } from '../../errors.ts'
import type { Locales } from '../../locales.ts'
import { recordAccess } from '../../safeguards/index.ts'
import { keepPaper, openPaper } from '../documents.ts'
import { timeWords, words, type PaperContext } from '../papers/context.ts'
import { bodyName, groundWords, leavingRows, referralLetter } from '../papers/referralLetter.ts'
import { serviceName } from '../papers/serviceName.ts'
import { loadCase } from '../readCase.ts'
import type { ReferralView } from '../referralStore.ts'
import { nowOf, type CaseRoom, type Officer } from '../room.ts'
import { caseKey, lockCase } from '../store.ts'
import { contentSchema, type SealedContent } from './content.ts'
import { newPassphrase, sealEnvelope } from './envelope.ts'
import { HTML, sealedPage } from './page.ts'

export type SealedFile = { ok: true; id: string; passphrase: string } | { ok: false; why: 'not-sent' }

/**
 * Makes the encrypted file of a referral that was sent: the fields that left, as they left, and the letter. The passphrase
 * is shown this once and kept nowhere; whoever has lost it makes a new file.
 */
export async function makeSealedFile(room: CaseRoom & { locales: Locales }, officer: Officer, caseId: string, referralId: string): Promise<SealedFile> {
  return transaction(room.db.pool, async (client) => {
    const record = await lockCase(client, caseId)
    const key = await caseKey(client, room.vault, record)
    const view = await loadCase(client, room, key, caseId)
    const referral = view.referrals.find(({ id }) => id === referralId)
    if (!referral) throw new AppError('not-found', 'error.not-found', 'no such referral of this case')
    // Sending checked the ground and fixed what leaves: before that nothing leaves, sealed or not.
    if (!referral.sent) return { ok: false, why: 'not-sent' }
    const context: PaperContext = { view, centre: room.centre(), locales: room.locales, officer, now: nowOf(room), number: undefined }
    const passphrase = newPassphrase()
    const toName = await serviceName(client, referral.serviceId)
    const signed = view.papers.findLast((paper) => paper.kind === 'referral-letter' && paper.referralId === referralId && paper.signedAt !== null)
    const letter = signed ? (await openPaper(client, room.vault, key, { caseId, paperId: signed.id })).content : await referralLetter(context, referral, toName)
    const content = contentOf(context, referral, { letter, toName })
    const page = sealedPage(room.locales, await sealEnvelope(JSON.stringify(content), passphrase), { centre: context.centre.name.vi, phone: context.centre.numbers.hotline.number })
    const title = `${words(context, 'sealed.file')} ${record.number}.html`
    const id = await keepPaper(client, room.vault, key, officer, { caseId, kind: 'sealed-file', title, mime: HTML, content: Buffer.from(page), referralId })
    await recordAccess(client, { staffId: officer.id, action: 'case.refer', subject: 'case', subjectId: caseId, reason: 'sealed-file' })
    return { ok: true, id, passphrase }
  })
}

/** The signed letter where there is one; else its draft. */
function contentOf(context: PaperContext, referral: ReferralView, { letter, toName }: { letter: Buffer; toName: string | undefined }): SealedContent {
  const { locales, view, centre, now } = context
  const sections = [...Map.groupBy(leavingRows(context, referral), ({ part }) => part)].map(([part, rows]) => (
    { title: locales.text('vi', 'cases', `part.${part}`), rows: rows.map(({ label, value }) => ({ label, value })) }))
  return contentSchema.parse({
    title: words(context, 'letter.title'),
    from: centre.name.vi,
    to: toName ?? bodyName(context, referral),
    number: view.record.number,
    madeAt: timeWords(context, now),
    ground: groundWords(context, referral),
    secret: words(context, 'sealed.secret'),
    sections,
    letter: { name: `${words(context, 'sealed.letterName')} ${view.record.number}.docx`, base64: letter.toString('base64') },
  })
}
