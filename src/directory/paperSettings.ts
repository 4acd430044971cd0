/** What stands on the Centre's official papers, and when its reports are cut off. Part of the Centre's settings. */
import * as z from 'zod'

/** Month and day of every year, "05-15"; so not 29 February. */
const dayOfYear = z.string().refine((day) => z.iso.date().safeParse(`2027-${day}`).success)
const line = z.string().trim().min(1).max(120)
const term = z.object({ cutOff: dayOfYear, due: dayOfYear }).refine(({ cutOff, due }) => cutOff <= due)

export const paperSettingsSchema = z.object({
  /** In the number of each paper: 12/BC-TTCTXH (Nghị định 30/2020). */
  abbreviation: z.string().trim().regex(/^[\p{Lu}\p{N}.-]{2,20}$/u).default('TTCTXH'),
  /** The body above the Centre, over its name; none while empty. */
  parent: z.string().trim().max(120).default(''),
  /** Where papers are dated. */
  place: line.default('Đà Nẵng'),
  /** Under whose title somebody signs. */
  titles: z.object({
    head: line.default('GIÁM ĐỐC'),
    receiver: line.default('Cán bộ tiếp nhận thông tin'),
    assessor: line.default('Cán bộ đánh giá'),
    preparer: line.default('Người lập'),
    approver: line.default('Người duyệt'),
  }).prefault({}),
  /** Until which day a report of the plan counts, and before which day it must be in (plan VI.1). */
  reports: z.object({
    'half-year': term.default({ cutOff: '05-15', due: '05-20' }),
    annual: term.default({ cutOff: '10-31', due: '11-10' }),
  }).prefault({}),
  /** For Mẫu 08: the person in charge of personal data (Luật 91/2025 Điều 33.2), with a telephone. */
  dataOfficer: z.string().trim().max(200).default(''),
})
export type PaperSettings = z.infer<typeof paperSettingsSchema>
