/**
 * What a text may not say, as data (safeguarding.md §2.2 don'ts, §2.7 readability). Patterns run on
 * lower-case NFC text; `unless` is what may stand around the match to make it right ("không phải lỗi của em").
 */
export type Forbidden = { pattern: RegExp; unless?: RegExp; why: string }

const word = (inner: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${inner})(?![\\p{L}])`, 'u')

export const FORBIDDEN: Readonly<Record<'vi' | 'en', readonly Forbidden[]>> = {
  vi: [
    { pattern: word('tại sao|vì sao|sao lại|sao không|sao em|sao con|sao bạn|lý do gì'), why: 'a why-question' },
    { pattern: word('lẽ ra|đáng lẽ|đáng ra|tại \\{\\{you\\}\\}|tại em|do em'), why: 'blame' },
    { pattern: word('lỗi của'), unless: word('không phải lỗi của'), why: 'blame' },
    { pattern: word('(?<!người )thật không|có thật|nói thật|đúng không|phải không|có chắc'), why: 'doubt or a tag question' },
    { pattern: word('hiểu lầm|thương mới đánh|ngoan|nghe lời|vâng lời'), why: 'makes it small' },
    { pattern: word('hứa|đảm bảo|bảo đảm|giữ bí mật|không ai biết|sẽ ổn|sẽ bị bắt|chắc chắn sẽ|lần cuối'), why: 'a promise nobody can keep' },
    { pattern: word('chết|tự tử|tự sát|tự vẫn|rạch|cắt tay|treo cổ|nhảy lầu|nhảy cầu|uống thuốc|thuốc sâu|dao|dây thừng'), why: 'names the act or a means' },
    { pattern: word('hiếp|hiếp dâm|dâm|cưỡng|sờ mó|làm nhục|quan hệ tình dục'), why: 'a new sexual word' },
    { pattern: word('gửi ảnh|gửi hình|gửi video|chụp ảnh|chụp hình'), unless: word('đừng gửi ảnh|không gửi ảnh|đừng gửi hình|gửi ảnh cho người đó|gửi ảnh nữa'), why: 'asks for a picture' },
    { pattern: word('nghĩ cho|có hiếu|tội nghiệp ba|tội nghiệp mẹ'), why: 'guilt' },
    { pattern: word('ghê quá|kinh khủng|khủng khiếp|trời ơi'), why: 'shock' },
    { pattern: word('trầm cảm|rối loạn|chẩn đoán|bệnh tâm thần|tâm thần'), why: 'a diagnosis' },
    { pattern: word('vui lòng chờ|sẽ bị đóng|hết phiên|phiên làm việc'), why: 'threatens to hang up' },
    { pattern: word('xinh|đẹp trai|đẹp gái'), why: 'praise of looks' },
  ],
  en: [
    { pattern: word('why'), why: 'a why-question' },
    { pattern: word('your fault'), unless: word('not your fault'), why: 'blame' },
    { pattern: word('should have|you must have'), why: 'blame' },
    { pattern: word('really\\?|are you sure|isn.t it'), why: 'doubt or a tag question' },
    { pattern: word('promise|guarantee|secret|will be fine|will be ok|nobody will know'), why: 'a promise nobody can keep' },
    { pattern: word('die|kill|suicide|knife|pills|rope'), why: 'names the act or a means' },
    { pattern: word('rape|sex|molest'), why: 'a new sexual word' },
    { pattern: word('send a photo|send a picture|send me a picture'), why: 'asks for a picture' },
    { pattern: word('depressed|disorder|diagnos\\w*'), why: 'a diagnosis' },
  ],
}

/** Office words with the plain word that stands for them; not for a child's eyes (§2.7). */
export const HARD_WORDS: Readonly<Record<string, string>> = {
  'tố giác': 'kể, báo', 'can thiệp': 'giúp', 'đối tượng': 'người đó', 'hành vi': 'việc', 'cung cấp': 'cho biết', 'thẩm quyền': 'người có trách nhiệm',
  'xâm hại': 'làm hại', 'bạo lực': 'đánh, làm đau', 'tiếp nhận': 'nhận', 'xử lý': 'giúp', 'nạn nhân': 'bạn ấy', 'tình trạng': 'thế nào',
  'hậu quả': 'chuyện có thể xảy ra', 'đề nghị': 'xin', 'vui lòng': 'nhé', 'xác nhận': 'đúng', 'khai báo': 'kể', 'cơ quan': 'nơi',
  'chức năng': 'có trách nhiệm', 'đối chất': 'gặp', 'bảo mật': 'giữ kín', 'quy định': 'điều đã định', 'theo dõi': 'xem', 'phát tán': 'gửi đi',
  'tống tiền': 'đòi tiền', 'bằng chứng': 'tin nhắn cũ', 'hỗ trợ': 'giúp', 'liên hệ': 'gọi, nhắn', 'thực hiện': 'làm', 'tham vấn': 'nói chuyện',
  'phản ánh': 'kể', 'giải quyết': 'giúp', 'chính sách': 'tiền giúp', 'thủ tục': 'giấy tờ', 'đăng nhập': 'vào',
}

/** Most words (tiếng) in one sentence: unknown age is written for ten (§2.7); adults as for 15–17 and a little over. */
export const SENTENCE_WORDS = { vi: { child: 12, all: 12, adult: 20 }, en: { child: 16, all: 16, adult: 22 } } as const
export const SENTENCES = 3
export const CHARACTERS = 300

/** How many words a param stands for at most. */
export const PARAM_WORDS: Readonly<Record<string, number>> = { staff: 2, Staff: 2, target: 2 }
