/**
 * Vietnamese syllables in three spellings:
 *  written  "hòa" or "hoà"      as a person types it
 *  canon    "hoa2"              quality marks kept, the tone as a digit at the end: tone placement no longer matters
 *  plain    "hoa"               no marks at all
 */
const TONES = new Map<string, string>()
const PLAIN = new Map<string, string>()
for (const [base, tones] of [
  ['a', 'áàảãạ'], ['ă', 'ắằẳẵặ'], ['â', 'ấầẩẫậ'], ['e', 'éèẻẽẹ'], ['ê', 'ếềểễệ'], ['i', 'íìỉĩị'],
  ['o', 'óòỏõọ'], ['ô', 'ốồổỗộ'], ['ơ', 'ớờởỡợ'], ['u', 'úùủũụ'], ['ư', 'ứừửữự'], ['y', 'ýỳỷỹỵ'],
] as const) {
  for (const [index, letter] of [...tones].entries()) TONES.set(letter, base + String(index + 1))
}
for (const [marked, bare] of ['ăa', 'âa', 'êe', 'ôo', 'ơo', 'ưu', 'đd']) PLAIN.set(marked ?? '', bare ?? '')

/** `y` alone after a consonant is the same sound as `i` ("lý", "lí"). */
const FINAL_Y = /^([bcdđghklmnprstvx]+|qu)y$/

const canonCache = new Map<string, string>()
const plainCache = new Map<string, string>()
const CACHE_LIMIT = 20_000

/** The canon of one written syllable. */
export function canon(written: string): string {
  const known = canonCache.get(written)
  if (known !== undefined) return known
  let letters = ''
  let tone = ''
  for (const char of written) {
    const split = TONES.get(char)
    if (split === undefined) letters += char
    else {
      letters += split[0] ?? ''
      tone = split[1] ?? ''
    }
  }
  const made = letters.replace(FINAL_Y, '$1i') + tone
  if (canonCache.size > CACHE_LIMIT) canonCache.clear()
  canonCache.set(written, made)
  return made
}

/** The plain spelling of a written or canon syllable. */
export function plain(syllable: string): string {
  const known = plainCache.get(syllable)
  if (known !== undefined) return known
  let letters = ''
  for (const char of canon(syllable)) letters += PLAIN.get(char) ?? char
  const made = /[a-z]/.test(letters) ? letters.replace(/[1-5]$/, '') : letters
  if (plainCache.size > CACHE_LIMIT) plainCache.clear()
  plainCache.set(syllable, made)
  return made
}

/** Whether a written syllable carries any Vietnamese mark. */
export function isMarked(written: string): boolean {
  for (const char of written) if (TONES.has(char) || PLAIN.has(char)) return true
  return false
}

const ONSETS = 'b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x'
const RIMES = [
  'a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay', 'e|ec|ech|em|en|eng|enh|eo|ep|et|eu',
  'i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu',
  'o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot',
  'u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu',
  'uy|uya|uych|uyen|uyet|uynh|uyt|uyu|uyn|y|yem|yen|yeng|yet|yeu|ynh|yt|ych',
].join('|')
const SYLLABLE = new RegExp(`^(?:${ONSETS})?(?:${RIMES})$`)

/** Whether a written syllable could be Vietnamese, by its letters. */
export function isSyllable(written: string): boolean {
  return SYLLABLE.test(plain(written))
}
