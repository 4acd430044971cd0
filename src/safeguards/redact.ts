/**
 * Takes out of a text what tells who it is about, before anything outside this service sees it (a language model,
 * an example for training). What counts is the list of NĐ 56/2017 Điều 33: names, addresses, numbers, school, and
 * the like. Pure, and cautious: a word too many is no harm, a name left in is. The level of danger must survive, so
 * nothing else is touched, and line breaks and order stay.
 */

export const PLACEHOLDERS = ['EMAIL', 'LINK', 'PHONE', 'ID', 'DATE', 'PLACE', 'SCHOOL', 'ADDRESS', 'NAME', 'HANDLE'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

export type Redacted = { text: string; counts: Partial<Record<Placeholder, number>> }

/** A word that begins with a capital, any Vietnamese letter. Text is NFC. */
const CAP = String.raw`\p{Lu}[\p{L}'’]*`
/** "Nguyễn Thị Bạch Yến", "Bhnướch A Lăng", "H'Bia": one to five such words. */
const NAME = `${CAP}(?: ${CAP}){0,4}`
const END = String.raw`(?![\p{L}\p{N}])`
const START = String.raw`(?<![\p{L}\p{N}])`

/** A list of words as people write them: small, with a capital, all capitals; longer ones first. */
function words(list: string): string {
  const each = list.split('|').toSorted((a, b) => b.length - a.length)
  return [...new Set(each.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]))].join('|').replaceAll('.', String.raw`\.`)
}

/** Words after which a person is named. Written as people write: with and without diacritics. */
const KIN = words('anh|chị|chi|em|cháu|chau|con|bé|be|bạn|ban|cô|co|chú|chu|bác|bac|dì|di|cậu|cau|mợ|mo|ông|ong|bà|ba|bố|bo|ba|cha|mẹ|me|má|thầy|thay|cô giáo|thầy giáo|dượng|duong|thím|thim|nội|ngoại|thằng|thang|con bé|nhỏ|sếp|bạn trai|bạn gái|chồng|vợ|người yêu')
/** After these a name is certain, also when it is written small. */
const NAMED = words('tên là|ten la|tên em là|tên cháu là|tên con là|tên tôi là|tên mình là|ten em la|ten chau la|em tên|cháu tên|con tên|mình tên|tôi tên|bạn tên|em ten|chau ten|con ten|minh ten|toi ten|ban ten|họ tên|họ và tên|ho ten|my name is|her name is|his name is')
/** After these a name may come, or anything else ("ba kêu em là đồ bỏ đi"): only a capital tells. */
const MAYBE_NAMED = words('tên|ten|gọi là|goi la|em là|cháu là|con là|mình là|tôi là|là|i am|this is|called')
/** After "tên là" a name may be written small: up to four words, up to a word that is certainly none. */
const NOT_A_NAME = words('và|va|ở|o|học|hoc|năm|nam|nay|lớp|lop|tuổi|tuoi|bị|bi|đang|dang|là|la|của|cua|thì|thi|nhà|nha|số|so|em|cháu|chau|con|mình|minh|tôi|toi|cô|chú|anh|chị|muốn|muon|không|khong|có|co|bố|mẹ|ba|má|ông|bà|gì|gi|đó|này|ạ|nha|nhé|and|is|from|but')
const PLACE_WORDS = words('thôn|xóm|xom|ấp|ap|bản|làng|tổ dân phố|tổ|khối phố|khu phố|khu|xã|phường|phuong|thị trấn|thị xã|quận|quan|huyện|huyen|thành phố|tp|tp.|tx.|tt.|q.|p.|h.|x.|tỉnh|tinh|chung cư|ký túc xá|nóc')
const ROAD_WORDS = words('đường|duong|phố|pho|ngõ|ngo|ngách|hẻm|hem|kiệt|kiet|quốc lộ|ql|tỉnh lộ|số nhà|so nha|nhà số|nha so')
const SCHOOL_WORDS = words('trường|truong|school|trung tâm|mầm non|mẫu giáo|mn|tiểu học|tieu hoc|th|thcs|thpt|ptdt nội trú|ptdtnt|ptdtbt|cấp 1|cấp 2|cấp 3|đại học|cao đẳng')

type Rule = { as: Placeholder; find: RegExp; keep: 'nothing' | 'before' }

/** Letter case tells names from words, so it counts, save where `flags` says otherwise. */
const rule = (as: Placeholder, source: string, options: { keep?: 'before'; flags?: string } = {}): Rule =>
  ({ as, find: new RegExp(source, options.flags ?? 'gu'), keep: options.keep ?? 'nothing' })

/**
 * In order: what is certain and exact first, names last, so that "trường Nguyễn Du" is a school and not a person.
 * `keep: 'before'`: the first group stays (the kin word, "tên là"), only what follows goes.
 */
const RULES: readonly Rule[] = [
  rule('EMAIL', String.raw`[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\]|a còng)\s?[\p{L}\p{N}-]+(?:\s?(?:\.|chấm)\s?[\p{L}\p{N}-]+)+`),
  rule('LINK', String.raw`(?:https?://|www\.)\S+|${START}(?:fb|facebook|zalo|tiktok|instagram|youtube|messenger|discord|t)\.(?:com|me|gg)/\S+|${START}(?:[\p{L}\p{N}-]+\.)+(?:vn|com|net|org|me|io|info|edu)${END}(?:/\S*)?`, { flags: 'giu' }),
  rule('HANDLE', String.raw`${START}@[\p{L}\p{N}._]{3,}`),
  rule('HANDLE', String.raw`(${START}(?:facebook|fb|zalo|tiktok|tik tok|insta|instagram|ig|nick|acc|tài khoản|roblox|discord|telegram)(?: (?:của|em|cháu|là|tên|nó|bạn|ấy|la|ten|cua))*\s*[:=]\s*)\S+`, { keep: 'before', flags: 'giu' }),
  rule('DATE', String.raw`${START}\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})${END}|${START}ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?`, { flags: 'giu' }),
  // Vietnamese numbers in any grouping; 111, 113, 115 and other short ones are help lines and stay.
  rule('PHONE', String.raw`(?<![\p{N}])(?:\+?84|0)(?:[\s.·_-]*\d){8,10}(?![\p{N}])`),
  rule('PHONE', String.raw`${START}(?:không|khong|lẻ|zero)(?:[\s,.-]+(?:không|khong|một|mot|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|sáu|sau|bảy|bay|tám|tam|chín|chin)){8,9}${END}`, { flags: 'giu' }),
  rule('ID', String.raw`(?<![\p{N}])\d(?:[\s.-]?\d){8,18}(?![\p{N}])`),
  rule('ID', String.raw`${START}\d{2}\s?[-–]?\s?[A-ZĐ]\d?\s?[-–. ]?\s?\d{3}[.]?\d{2}${END}`),
  // "lớp 5/2", "lớp 8A" point to a class; "lớp 5" alone tells the age, which triage needs.
  rule('SCHOOL', String.raw`${START}(?:lớp|lop|class)\s*\d{1,2}(?:\s?[./_-]\s?[A-Za-zĐđ]?\d{1,2}|\s?[A-Ea-eĐđ]\d{0,2})${END}`, { flags: 'giu' }),
  rule('SCHOOL', String.raw`${START}(?:${SCHOOL_WORDS})(?: (?:${SCHOOL_WORDS}|số|cơ sở|phổ thông|trung học|dân tộc|bán trú|nội trú))* (?:${NAME}|\d{1,3}${END})(?:(?: |, )(?:${CAP}))*`),
  rule('ADDRESS', String.raw`${START}(?:(?:số nhà|nhà số|số|so nha|nha so|sn)\s*)?\d{1,4}[A-Za-z]?(?:\s?/\s?\d{1,4}){0,4}[A-Za-z]?,?\s+(?:${ROAD_WORDS})\s+[\p{L}\p{N}'’/ ]{2,40}?(?=[,.;:!?\n)]|$|\s(?:và|em|cháu|con|bị|ạ|nha)${END})`),
  rule('ADDRESS', String.raw`${START}(?:số nhà|nhà số|so nha|nha so)\s*\d+\S*`),
  rule('ADDRESS', String.raw`${START}(?:${ROAD_WORDS}) (?:${NAME}|\d{1,4}${END})`),
  rule('PLACE', String.raw`${START}(?:${PLACE_WORDS})\s?(?:${NAME}|\d{1,3}${END})`),
  rule('NAME', String.raw`(${START}(?:${NAMED})\s*[:=]?\s+)(?!(?:${NOT_A_NAME})${END})[\p{L}'’]+(?: (?!(?:${NOT_A_NAME})${END})[\p{L}'’]+){0,3}`, { keep: 'before' }),
  rule('NAME', String.raw`(${START}(?:${MAYBE_NAMED})\s*[:=]?\s+)(?:${NAME})`, { keep: 'before' }),
  rule('NAME', String.raw`(${START}(?:${KIN}) )(?:${NAME})`, { keep: 'before' }),
]

/** Capitalised words that are no names: beginnings of sentences are left to {@link isOrdinary}. */
const ORDINARY = new Set([
  'em', 'cháu', 'con', 'mình', 'tôi', 'anh', 'chị', 'cô', 'chú', 'bác', 'bố', 'mẹ', 'ba', 'má', 'ông', 'bà', 'thầy', 'bạn', 'dì', 'cậu', 'chào', 'dạ', 'vâng', 'không', 'có', 'hôm', 'tối', 'sáng',
  'chiều', 'trưa', 'đêm', 'giờ', 'nay', 'mai', 'qua', 'nhà', 'trường', 'lớp', 'zalo', 'facebook', 'messenger', 'tiktok', 'covid', 'việt', 'nam', 'tết', 'công', 'an', 'help', 'sos', 'i', 'my', 'he', 'she', 'they', 'the',
])

/** Two or more capitalised words in a row in the middle of a sentence are a name of somebody or something: out. */
const RUN = new RegExp(String.raw`${START}${CAP}(?: ${CAP}){1,5}`, 'gu')
/** One capitalised word after a small one: "hôm qua Tuấn đánh em". */
const LONE = new RegExp(String.raw`(?<=[\p{Ll}\p{N},] )${CAP}${END}`, 'gu')

/**
 * Redacts one text.
 * @example redact('Em tên Lan, học trường Nguyễn Du, số 0905 123 456').text
 *   // 'Em tên [NAME], học [SCHOOL], số [PHONE]'
 */
export function redact(original: string): Redacted {
  const counts: Redacted['counts'] = {}
  const put = (as: Placeholder): string => {
    counts[as] = (counts[as] ?? 0) + 1
    return `[${as}]`
  }
  let text = original.normalize('NFC')
  for (const { as, find, keep } of RULES) {
    text = text.replace(find, (whole: string, before: unknown) => (keep === 'before' && typeof before === 'string' ? withKept(whole, before, as, put) : put(as)))
  }
  text = text.replace(RUN, (words) => (isOrdinary(words) ? words : put('NAME')))
  text = text.replace(LONE, (word) => (isOrdinary(word) ? word : put('NAME')))
  return { text, counts }
}

/** "bố Em": the word after the kin word is another kin word, no name. */
function withKept(whole: string, before: string, as: Placeholder, put: (as: Placeholder) => string): string {
  const rest = whole.slice(before.length)
  return isOrdinary(rest) || rest.startsWith('[') ? whole : before + put(as)
}

function isOrdinary(words: string): boolean {
  return words.split(' ').every((word) => ORDINARY.has(word.toLowerCase()) || (PLACEHOLDERS as readonly string[]).includes(word))
}
