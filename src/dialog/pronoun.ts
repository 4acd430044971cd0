/**
 * How the person is addressed. The simplest scheme that holds: texts carry `{{you}}` / `{{You}}` (em, con, bạn,
 * anh/chị) and `{{staff}}` / `{{Staff}}` (cô chú for a child, cán bộ for an adult). "em" until the person says
 * otherwise; never guessed from gender (safeguarding.md §2.3).
 */
import type { Pronoun, Session } from './session.ts'

const ADULTS = new Set(['parent', 'grandparent', 'carer', 'teacher', 'neighbour', 'official', 'health', 'organisation', 'stranger'])

const VERBS = 'bị|bi|sợ|so|muốn|muon|không|khong|ko|đang|dang|cần|can|buồn|buon|thấy|thay|chào|chao|học|hoc|đau|mệt|xin|hỏi|hoi|có|co|mới|moi|ở|nhớ|nho'
const SAYS_CON = new RegExp(`(^|[\\s,.])con (${VERBS})(?=[\\s,.!?]|$)`, 'iu')
/** "cứu con với", but not "cứu con tôi". */
const HELPS_CON = /(^|[\s,.])(cứu|cuu|giúp|giup) con(?! (tôi|toi|tui|em|gái|gai|trai|nhỏ|nho|bé|be|mình|chị|anh)(?=[\s,.!?]|$))(?=[\s,.!?]|$)/iu
const SAYS_TO = new RegExp(`(^|[\\s,.])(tớ|mình|mk|mik) (${VERBS})(?=[\\s,.!?]|$)`, 'iu')
const SAYS_EM = new RegExp(`(^|[\\s,.])em (${VERBS})(?=[\\s,.!?]|$)`, 'iu')
const SAYS_TOI = /(^|[\s,.])(tôi|toi)(?=[\s,.!?]|$)/iu

const CHILDREN = new Set(['child', 'friend', 'sibling'])

export function isAdult(reporter: string): boolean {
  return ADULTS.has(reporter)
}

/** An adult by what triage heard, or one who chose an adult's way in and is not heard to be a child. */
export function writesAsAdult(session: Session, reporter: string): boolean {
  return isAdult(reporter) || (session.pronoun === 'anh/chị' && !CHILDREN.has(reporter))
}

/** The pronoun after this message. An adult's "con" is their child, so it changes nothing for them. */
export function followPronoun(session: Session, args: { text: string; reporter: string }): Pronoun {
  if (writesAsAdult(session, args.reporter)) return 'anh/chị'
  const present = session.pronoun === 'anh/chị' ? 'em' : session.pronoun
  if (SAYS_TOI.test(args.text)) return present
  if (SAYS_CON.test(args.text) || HELPS_CON.test(args.text)) return 'con'
  if (SAYS_TO.test(args.text)) return 'bạn'
  if (SAYS_EM.test(args.text)) return 'em'
  return present
}

/** The params every say carries. */
export function pronounParams(session: Session): Record<string, string> {
  const adult = session.pronoun === 'anh/chị'
  if (session.locale === 'en') {
    return { you: 'you', You: 'You', staff: 'our staff', Staff: 'Our staff' }
  }
  const you = session.pronoun
  const staff = adult ? 'cán bộ' : 'cô chú'
  return { you, You: capital(you), staff, Staff: capital(staff) }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
