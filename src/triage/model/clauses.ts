/** Examples made from clauses with slots ("{A} đang đánh {S}"): one line of acts stands for many persons, places and manners of writing. */
import type { Example } from '../examples.ts'
import { isCategory } from '../categories.ts'
import type { Urgency } from '../levels.ts'

const SLOTS: Record<string, readonly string[]> = {
  A: ['ba', 'mẹ', 'bố', 'má', 'dượng', 'mẹ kế', 'cha', 'ông nội', 'chú', 'cậu', 'bác', 'anh hai', 'dì', 'ông ngoại', 'cha dượng', 'ổng', 'chồng mẹ', 'ba em', 'mẹ con', 'ông chú'],
  S: ['em', 'con', 'cháu', 'e', 'mình', 'con', 'em', 'tụi em', 'em', 'con'],
  K: ['em con', 'em trai em', 'bạn em', 'thằng nhỏ nhà bên', 'con bé hàng xóm', 'học sinh tôi', 'con tôi', 'con gái tôi', 'cháu nội tôi', 'cháu ngoại tui', 'bạn con', 'chị em', 'một bé', 'nó'],
  P: ['tụi nó', 'mấy bạn', 'bọn lớp trên', 'một nhóm bạn', 'mấy anh lớp 9', 'bọn nó', 'tụi hắn'],
  M: ['mẹ', 'má', 'mẹ em', 'má con', 'vợ'],
  O: ['roi', 'cây', 'dây điện', 'thắt lưng', 'chổi', 'móc áo', 'ống nước', 'cây thước', 'dây nịt'],
  W: ['dao', 'rựa', 'búa', 'mã tấu', 'gậy sắt', 'kéo', 'cây sắt'],
  H: ['tủ', 'nhà vệ sinh', 'gầm giường', 'nhà kho', 'buồng', 'phòng tắm', 'chuồng bò', 'phòng'],
  L: ['chợ', 'bến xe', 'công viên', 'ven đường', 'quán karaoke', 'bãi rác', 'cổng chùa', 'gầm cầu'],
  U: ['sân thượng', 'trên cầu', 'lan can tầng 5', 'đường ray', 'bờ sông', 'ban công lầu 7', 'thành cầu', 'mép nước'],
  T: ['một nắm thuốc', 'cả vỉ thuốc ngủ', 'thuốc sâu', 'thuốc diệt cỏ', 'thuốc chuột', 'hết lọ thuốc của mẹ', 'chai thuốc rầy', 'mấy chục viên thuốc'],
  R: ['sông', 'mương', 'ao', 'giếng', 'hồ', 'suối', 'biển'],
}
const BEFORE = ['', '', '', 'cô ơi ', 'ad ơi ', 'dạ ', 'chào cô, ', 'em hỏi chút, ', 'alo ', 'chị ơi ', 'hi ad, ']
const AFTER = ['', '', '', '', ' ạ', ' á', ', giờ làm sao cô', ' nè', ' cô ơi', ' nha', ' luôn', ' đó']
const LEVELS: Record<string, Urgency> = { E: 'emergency', H: 'high', M: 'medium', L: 'low', I: 'info' }

/** Fill a clause file's lines `level|categories|clause`, `times` times each; `next` gives numbers in [0, 1). */
export function fromClauses(text: string, times: number, next: () => number): Example[] {
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? ''
  return text.split('\n').filter((line) => line.includes('|')).flatMap((line, index) => {
    const [letter = '', codes = '', clause = ''] = line.split('|')
    const level = LEVELS[letter]
    if (level === undefined) return []
    return Array.from({ length: times }, (_, n) => {
      const filled = clause.replace(/\{([A-Z])\}/g, (_whole, slot: string) => pick(SLOTS[slot] ?? ['']))
      return {
        id: `clause-${index}-${n}`, turns: [pick(BEFORE) + filled + pick(AFTER)], level,
        categories: codes.split(',').filter(isCategory), slices: [],
      }
    })
  })
}
