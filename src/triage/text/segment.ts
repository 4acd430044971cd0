import { isSyllable, plain } from './syllable.ts'

/** Longest run-together word tried: a longer one is noise, and the search must stay small. */
const LONGEST = 24

/**
 * Read a word without spaces as several syllables ("khongdamve" → "khong dam ve"),
 * longest syllable first; undefined when it does not divide, or into more than `most`.
 */
export function divide(word: string, most: number): string[] | undefined {
  if (word.length > LONGEST) return undefined
  const dead = new Set<number>()
  const walk = (from: number, left: number): string[] | undefined => {
    if (from === word.length) return []
    if (left === 0 || dead.has(from * 8 + left)) return undefined
    for (let to = Math.min(word.length, from + 7); to > from; to--) {
      const piece = word.slice(from, to)
      if (piece.length < 2 && !/^[aàáeêoôuy]$/.test(piece)) continue
      if (!isSyllable(piece)) continue
      const rest = walk(to, left - 1)
      if (rest !== undefined) return [piece, ...rest]
    }
    dead.add(from * 8 + left)
    return undefined
  }
  const pieces = walk(0, most)
  return pieces !== undefined && pieces.length > 1 ? pieces : undefined
}

/**
 * Join letters that were pulled apart ("c.h.ế.t", "t u t u", "ch.ết"): the
 * pieces make one or two syllables together, and are no words by themselves.
 */
export function joined(pieces: readonly string[]): string[] | undefined {
  const whole = pieces.join('')
  if (isSyllable(whole)) return [whole]
  return pieces.every((piece) => piece.length === 1) ? divide(whole, 3) : undefined
}

/** Words that are written without marks even in marked text; any other bare word there may be a lazy spelling. */
const BARE = new Set(
  ('a ai am an anh ao ba bao ban bay bia bi? bung ca cam can cao cau cay cha che chi chia cho chung chui co coi con cong cu? cua? da? dai dao ' +
    'di? do? dua dung? duy em ga? gai gan gia giao giang gom ha hai ham han hay hen ho? hoa hoang hung huy hy in ia kem keo kha khi khoa khoan khoai ' +
    'khu khuya kia kim la lan lang le len leo linh lo loa long lung lui lay ma mai man mang may me mi minh mong mua mo nam nay ngay nghe ngoan nguy nhanh nhau ' +
    'nhi nho nhung ni nia no non nai nuoi? oan ong? qua quan quay quen quy quanh ra rau ri ren reo rong rung sai san sang sao sau say sinh so soi song suy sung ' +
    'ta tai tam tan tay tao tau thai tham than thanh thau theo thi thu thua thuy thay thoi? tim tin tinh to toa toan trai trang trao tranh tre treo trinh trong tro trung trai ' +
    'tu tui tung tuy tuyen va van vang ve? vinh vui vong xa xanh xe xem xin xinh xoay xong xuyen xung y yen khang khen chan hoi? hoan binh bang').split(' ').filter((w) => !w.endsWith('?')),
)

/** Whether a word without marks is at home without marks. */
export function isBareWord(word: string): boolean {
  return BARE.has(plain(word))
}
