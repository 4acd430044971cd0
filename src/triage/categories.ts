import type { Urgency } from './levels.ts'

/**
 * The Centre's categories (safeguarding §1.7): code → Vietnamese name, the
 * Child Helpline International class it is counted under, and the level below
 * which a first-hand matter of this kind is never put.
 */
export const CATEGORIES = {
  A1: { vi: 'Bạo lực thể chất', chi: 'violence.physical', floor: 'medium' },
  A2: { vi: 'Bạo lực tinh thần', chi: 'violence.emotional', floor: 'medium' },
  A3: { vi: 'Xâm hại tình dục', chi: 'violence.sexual', floor: 'high' },
  A4: { vi: 'Quấy rối, gạ gẫm', chi: 'violence.sexual', floor: 'high' },
  A5: { vi: 'Bóc lột tình dục vì tiền, quà', chi: 'violence.commercial-sexual', floor: 'high' },
  A6: { vi: 'Bỏ rơi, bỏ mặc', chi: 'violence.neglect', floor: 'medium' },
  A7: { vi: 'Chứng kiến bạo lực gia đình', chi: 'violence.emotional', floor: 'medium' },
  A8: { vi: 'Nhốt, trói, giam giữ', chi: 'violence.physical', floor: 'medium' },
  A9: { vi: 'Hình phạt, xúc phạm ở trường', chi: 'violence.physical', floor: 'medium' },
  B1: { vi: 'Lao động trẻ em', chi: 'violence.child-labour', floor: 'medium' },
  B2: { vi: 'Mua bán, lừa đưa đi', chi: 'violence.trafficking', floor: 'high' },
  B3: { vi: 'Ép trẻ phạm tội', chi: 'violence.other', floor: 'high' },
  B4: { vi: 'Bắt cóc, giành con bằng vũ lực', chi: 'missing.abduction', floor: 'high' },
  C1: { vi: 'Tảo hôn, ép cưới', chi: 'violence.early-marriage', floor: 'high' },
  C2: { vi: 'Hủ tục khác', chi: 'violence.harmful-practices', floor: 'medium' },
  D1: { vi: 'Bắt nạt, đánh hội đồng', chi: 'violence.bullying', floor: 'medium' },
  D2: { vi: 'Cô lập, tẩy chay', chi: 'peers.classmates', floor: 'medium' },
  D3: { vi: 'Bạn bè, tình cảm', chi: 'peers.friends', floor: 'low' },
  D4: { vi: 'Áp lực học tập', chi: 'education.academic', floor: 'info' },
  D5: { vi: 'Bỏ học', chi: 'education.other', floor: 'low' },
  E1: { vi: 'Bắt nạt trên mạng', chi: 'violence.bullying', floor: 'medium' },
  E2: { vi: 'Dụ dỗ qua mạng', chi: 'violence.online-sexual-abuse', floor: 'high' },
  E3: { vi: 'Hình ảnh nhạy cảm, tống tiền', chi: 'violence.online-sexual-exploitation', floor: 'high' },
  E4: { vi: 'Lừa đảo, tài khoản, nghiện game', chi: 'online.other', floor: 'low' },
  E5: { vi: 'Nội dung xấu, thử thách nguy hiểm', chi: 'online.harmful-content', floor: 'medium' },
  F1: { vi: 'Ý nghĩ, hành vi tự sát', chi: 'mental.suicidal', floor: 'medium' },
  F2: { vi: 'Tự hại', chi: 'mental.self-harm', floor: 'medium' },
  F3: { vi: 'Buồn, lo âu, sang chấn', chi: 'mental.distress', floor: 'low' },
  F4: { vi: 'Hành vi, ăn uống, phát triển', chi: 'mental.behaviour', floor: 'low' },
  F5: { vi: 'Tang mất', chi: 'mental.distress', floor: 'low' },
  G1: { vi: 'Trẻ lạc', chi: 'missing.lost', floor: 'high' },
  G2: { vi: 'Bỏ nhà đi', chi: 'missing.runaway', floor: 'high' },
  G3: { vi: 'Cần nơi tạm lánh', chi: 'access.essential-needs', floor: 'high' },
  G4: { vi: 'Chăm sóc thay thế, nhận con nuôi', chi: 'family.adoption', floor: 'low' },
  H1: { vi: 'Đuối nước, tai nạn, ngộ độc', chi: 'health.general', floor: 'medium' },
  H2: { vi: 'Thiên tai', chi: 'access.essential-needs', floor: 'medium' },
  H3: { vi: 'Nơi không an toàn', chi: 'access.other', floor: 'medium' },
  I1: { vi: 'Thuốc lá, thuốc lá điện tử', chi: 'mental.substance', floor: 'medium' },
  I2: { vi: 'Ma túy', chi: 'mental.substance', floor: 'medium' },
  I3: { vi: 'Trẻ uống rượu bia', chi: 'mental.substance', floor: 'medium' },
  I4: { vi: 'Cha mẹ nghiện, cờ bạc', chi: 'family.caregiver', floor: 'medium' },
  K1: { vi: 'Mang thai', chi: 'health.pregnancy', floor: 'medium' },
  K2: { vi: 'Dậy thì, tránh thai', chi: 'health.reproductive', floor: 'low' },
  K3: { vi: 'Xu hướng, bản dạng giới', chi: 'sexuality.identity', floor: 'low' },
  L1: { vi: 'Học phí, học bổng, sách vở', chi: 'access.education', floor: 'low' },
  L2: { vi: 'Bảo trợ xã hội', chi: 'access.socio-economic', floor: 'low' },
  L3: { vi: 'Giấy tờ, hộ tịch', chi: 'access.legal', floor: 'low' },
  L4: { vi: 'Pháp lý', chi: 'access.legal', floor: 'low' },
  L5: { vi: 'Sức khỏe, khuyết tật', chi: 'access.health', floor: 'low' },
  L6: { vi: 'Tham vấn tâm lý', chi: 'access.mental-health', floor: 'low' },
  L7: { vi: 'Thiếu ăn, không chỗ ngủ', chi: 'access.essential-needs', floor: 'high' },
  T1: { vi: 'Mâu thuẫn gia đình', chi: 'family.caregiver', floor: 'low' },
  T2: { vi: 'Cách dạy con', chi: 'family.caregiver', floor: 'low' },
  N1: { vi: 'Trẻ vi phạm pháp luật', chi: 'access.legal', floor: 'medium' },
  N2: { vi: 'Trẻ làm chứng', chi: 'access.legal', floor: 'low' },
  P1: { vi: 'Phân biệt đối xử', chi: 'discrimination.other', floor: 'medium' },
  Q1: { vi: 'Hỏi về dịch vụ', chi: 'non-counselling.about-helpline', floor: 'info' },
  Q2: { vi: 'Cảm ơn', chi: 'non-counselling.thanks', floor: 'info' },
  Q3: { vi: 'Góp ý, khiếu nại, tố cáo nhân viên', chi: 'non-counselling.complaint', floor: 'info' },
  Q4: { vi: 'Thử, đùa, chuyện thường ngày', chi: 'non-counselling.test', floor: 'info' },
  Q5: { vi: 'Im lặng, không rõ', chi: 'non-counselling.silent', floor: 'info' },
  Q6: { vi: 'Quảng cáo', chi: 'non-counselling.other', floor: 'info' },
  Q7: { vi: 'Người lớn tìm trẻ, đe dọa nhân viên', chi: 'non-counselling.security', floor: 'high' },
} as const satisfies Record<string, { vi: string; chi: string; floor: Urgency }>

export type Category = keyof typeof CATEGORIES

/** Whether a string is one of the category codes. */
export function isCategory(code: string): code is Category {
  return Object.hasOwn(CATEGORIES, code)
}
