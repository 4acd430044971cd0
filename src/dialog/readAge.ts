/** "12", "12t", "mười hai tuổi", "lớp 6", "sinh 2014" → years. Input is bare (no marks). */

const UNITS: ReadonlyMap<string, number> = new Map(Object.entries({
  mot: 1, hai: 2, ba: 3, bon: 4, nam: 5, lam: 5, sau: 6, bay: 7, tam: 8, chin: 9,
}))
const ENGLISH: ReadonlyMap<string, number> = new Map(Object.entries({
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18,
}))
/** Pupils of class 1 turn six that year. */
const CLASS_TO_AGE = 5
export const OLDEST_AGE = 110

/** Age in whole years, 0–110; undefined when no age is said. `year` is the present one. */
export function readAge(plain: string, year: number): number | undefined {
  const born = /\b(?:sinh|born)(?: nam| in)? (\d{4})\b/.exec(plain)?.[1]
  if (born !== undefined) return inRange(year - Number(born))
  const school = /\b(?:lop|grade|class) (\d{1,2})\b/.exec(plain)?.[1]
  if (school !== undefined && Number(school) >= 1 && Number(school) <= 12) return Number(school) + CLASS_TO_AGE
  const digits = /(?:^|[^\d])(\d{1,3})(?: ?(?:t|tuoi|years?|yo|tui|y))?(?:$|[^\d])/.exec(plain)?.[1]
  if (digits !== undefined) return inRange(Number(digits))
  return readWordNumber(plain)
}

function inRange(age: number): number | undefined {
  return age >= 0 && age <= OLDEST_AGE ? age : undefined
}

/** muoi = 10, muoi hai = 12, hai muoi = 20; a lone unit only before "tuoi". */
function readWordNumber(plain: string): number | undefined {
  const words = plain.split(' ')
  const ten = words.indexOf('muoi')
  if (ten >= 0) {
    const tens = UNITS.get(words[ten - 1] ?? '') ?? 1
    return tens * 10 + (UNITS.get(words[ten + 1] ?? '') ?? 0)
  }
  const years = words.findIndex((word) => word === 'tuoi' || word === 'years')
  const before = words[years - 1]
  if (years > 0 && before !== undefined) return UNITS.get(before) ?? ENGLISH.get(before)
  return words.length === 1 ? (UNITS.get(plain) ?? ENGLISH.get(plain)) : undefined
}
