/** How a referral moves, and on what ground anything may leave at all. Pure. */
import * as z from 'zod'

export const REFERRAL_STATES = ['draft', 'sent', 'received', 'accepted', 'refused', 'done', 'withdrawn'] as const
export type ReferralState = (typeof REFERRAL_STATES)[number]

export const REFERRAL_ACTS = ['send', 'receive', 'accept', 'refuse', 'finish', 'withdraw'] as const
export type ReferralAct = (typeof REFERRAL_ACTS)[number]

export const REFERRAL_FLOW: Readonly<Record<ReferralAct, { from: readonly ReferralState[]; to: ReferralState }>> = {
  send: { from: ['draft'], to: 'sent' },
  receive: { from: ['sent'], to: 'received' },
  accept: { from: ['sent', 'received'], to: 'accepted' },
  refuse: { from: ['sent', 'received'], to: 'refused' },
  finish: { from: ['accepted'], to: 'done' },
  withdraw: { from: ['draft', 'sent', 'received', 'accepted'], to: 'withdrawn' },
}

/** Why a body refuses, as it said. */
export const REFUSAL_REASONS = ['not-competent', 'other-place', 'no-capacity', 'not-enough-information', 'known-already', 'other'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/**
 * On what ground data leaves. `legal`: Luật 91/2025 Điều 19.1, no consent needed, the Centre must be able to prove it:
 * who judged, why. `consent`: Điều 9 and 24.2, by the child from 07 years on and by the legal representative.
 */
export const groundSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('legal'), article: z.enum(['19-1a', '19-1b', '19-1c', '19-1d', '19-1đ']), why: z.string().trim().min(1).max(2000) }),
  z.object({
    kind: z.literal('consent'),
    childAgreed: z.boolean(),
    guardianAgreed: z.boolean(),
    /** How and when it was given: it must be provable. */
    how: z.string().trim().min(1).max(2000),
    on: z.iso.date(),
  }),
])
export type Ground = z.infer<typeof groundSchema>

/** From this age the child's own consent is needed (Luật 91/2025 Điều 24.2). */
export const AGE_OF_OWN_CONSENT = 7

export type GroundRefusal = 'no-ground' | 'child-must-agree' | 'guardian-must-agree' | 'guardian-may-be-harmer'

/** Why nothing may leave on this ground; undefined: it may. An unknown age counts as old enough to be asked. */
export function groundRefusal(ground: Ground | null, child: { age: number | undefined; guardianMayBeHarmer: boolean }): GroundRefusal | undefined {
  if (!ground) return 'no-ground'
  if (ground.kind === 'legal') return undefined
  // A parent who may be the harmer cannot consent for the child: a legal ground must carry it (Điều 24.2 with 19.1).
  if (child.guardianMayBeHarmer) return 'guardian-may-be-harmer'
  if ((child.age ?? AGE_OF_OWN_CONSENT) >= AGE_OF_OWN_CONSENT && !ground.childAgreed) return 'child-must-agree'
  return ground.guardianAgreed ? undefined : 'guardian-must-agree'
}

/** Relations whose bearer may act for the child in law. */
export const GUARDIANS: readonly string[] = ['father', 'mother', 'stepfather', 'stepmother', 'stepparent', 'grandparent', 'carer']
