import { plain } from '../queue/search.ts'

/** What a sentence to a child had better not do (safeguarding §2): ask why, blame, promise. */
export type ToneHint = 'why' | 'blame' | 'promise'

/** Patterns over text without marks, because counsellors in a hurry leave them out too. */
const PATTERNS: Readonly<Record<ToneHint, RegExp>> = {
  why: /\b(tai sao|vi sao|sao (con|em|chau|ban) (lai )?(khong|ko|de|lam)|why did(n't)? you|why (are|were) you)\b/,
  blame: /\b(loi (cua|tai) (con|em|chau|ban)|tai (con|em|chau|ban) (nen|ma)|dang le (con|em|chau|ban)|le ra (con|em|chau|ban)|you should(n't)? have|your (own )?fault)\b/,
  promise: /\b(hua (voi|la|se)|xin hua|bao dam|dam bao|chac chan (se|khong)|khong ai biet dau|giu bi mat tuyet doi|i promise|guarantee)\b/,
}
/** "Không phải lỗi của em" is what a child needs to hear. */
const COMFORT = /\b(khong phai (la )?(loi|tai)|khong co loi|not your fault|khong (the )?hua|can't promise|cannot promise)\b/g

/** The hints for a reply as it stands; a warning for the counsellor, never a bar to sending. */
export function toneHints(text: string): ToneHint[] {
  const words = plain(text).replace(/\s+/g, ' ').replace(COMFORT, ' ')
  const hints: readonly ToneHint[] = ['why', 'blame', 'promise']
  return hints.filter((hint) => PATTERNS[hint].test(words))
}
