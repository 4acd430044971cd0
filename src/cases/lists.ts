/**
 * The coded lists of a case. Codes never change their meaning; labels stand in locales/<lang>/cases.json
 * (`list.<list>.<code>`). True codes of Thông tư 13/2021 are mapped in src/reports/, once known.
 */
// The two pure tables themselves, so that the browser can read these lists too.
import { CATEGORIES } from '../triage/categories.ts'
import { REPORTERS } from '../triage/types.ts'

export const LISTS = {
  sex: ['male', 'female', 'other'],
  /** The 54-people list's codes (law.md §6.2); sensitive, never required. */
  ethnicity: ['01', '26', '27', '14', '30', '02', '03', '04', '06', '07', '13', '19', '23', '31', '55', 'other'],
  yesno: ['yes', 'no'],
  reporter: [...REPORTERS],
  /** Kind of child in Mẫu số 01, note (4). */
  childGroup: ['abused', 'risk-violence', 'risk-exploitation', 'risk-abandonment', 'special'],
  /** Luật Trẻ em Điều 10: the 14 groups, by the law's own letters. */
  special: ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o'],
  poverty: ['poor', 'near-poor', 'neither'],
  relation: [
    'father', 'mother', 'stepfather', 'stepmother', 'stepparent', 'grandparent', 'sibling', 'uncle-aunt', 'other-relative', 'carer', 'teacher', 'classmate', 'friend', 'peer',
    'partner', 'neighbour', 'online-contact', 'employer', 'official', 'stranger', 'other',
  ],
  harmerKind: ['family', 'school', 'peer', 'community', 'online', 'organisation', 'other'],
  access: ['lives-with', 'easy', 'sometimes', 'none'],
  category: Object.keys(CATEGORIES),
  /** Forms of harm: NĐ 56/2017 for sexual abuse, NĐ 130/2021 for the rest. */
  form: [
    'physical', 'emotional', 'bullying', 'witness', 'neglect', 'abandonment', 'rape', 'forced-sex', 'intercourse', 'molestation', 'prostitution-porn',
    'harassment', 'labour', 'begging', 'trafficking', 'child-marriage', 'online-images', 'confinement', 'other',
  ],
  environment: ['family', 'school', 'community', 'online', 'care-centre', 'workplace', 'other'],
  course: ['once', 'repeated', 'ongoing', 'past'],
  via: ['phone', 'walk-in', 'letter', 'press', 'official-letter', 'email', 'home-visit', 'other'],
  direction: ['in', 'out'],
  /** Luật 91/2025 Điều 19.1 by letter, or consent (Điều 9). */
  legalGround: ['19-1a', '19-1b', '19-1c', '19-1d', '19-1đ', 'consent'],
  /** Mẫu số 02 and 06: levels are counted, not added. */
  level: ['high', 'medium', 'low'],
  conclusion: ['emergency', 'continue'],
  outcome: ['safe', 'plan-done', 'handed-over', 'moved-away', 'contact-lost', 'no-more-wish', 'commune-no-risk', 'same-as-other', 'other'],
} as const satisfies Record<string, readonly string[]>

export type ListName = keyof typeof LISTS

/** Whether `code` stands in the list. */
export function isListed(list: ListName, code: string): boolean {
  const codes: readonly string[] = LISTS[list]
  return codes.includes(code)
}
