/**
 * The Centre's own data: names, numbers, hours. Settings, never constants: the province was merged in 2025,
 * numbers move, and each one carries the day on which somebody verified it (null: nobody has).
 */
import * as z from 'zod'
import data from './holidays.json' with { type: 'json' }
import { paperSettingsSchema } from './paperSettings.ts'

const bilingual = z.object({ vi: z.string().min(1), en: z.string().min(1) })

const phone = z.object({
  label: bilingual,
  /** As dialled: digits only. */
  number: z.string().regex(/^\d{3,12}$/),
  /** ISO day of the last check with the body that owns the number. */
  verifiedOn: z.iso.date().nullable(),
})

/** One holiday: first and last day, where it was read (Tết is announced each year), and the day somebody checked it. */
export const holidayPeriodSchema = z.object({
  from: z.iso.date(), to: z.iso.date(), name: z.string().trim().min(1).max(120), source: z.string().trim().max(300), verifiedOn: z.iso.date().nullable(),
}).refine(({ from, to }) => from <= to)
export type HolidayPeriod = z.infer<typeof holidayPeriodSchema>

/** The list in force: the Centre's own, or the one that comes with the service. */
export function publicHolidays(centre: Pick<Centre, 'publicHolidays'>): readonly HolidayPeriod[] {
  return centre.publicHolidays ?? HOLIDAYS
}

const HOLIDAYS = z.array(holidayPeriodSchema).parse(data.holidays)

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const centreSchema = z.object({
  name: bilingual,
  /** Marks a trial: shown on the desk, so that nobody takes it for the real one. */
  demo: z.boolean(),
  numbers: z.object({ hotline: phone, child111: phone, police: phone, ambulance: phone, fire: phone, disaster: phone }),
  timeZone: z.string().min(1),
  /** Staffed hours by weekday, 1 = Monday … 7 = Sunday; a missing day is closed. */
  hours: z.record(z.string().regex(/^[1-7]$/), z.object({ from: clock, to: clock })),
  /** Sites of the Centre's own on which the web chat may stand in a frame: origins, such as https://ctxh.danang.gov.vn. */
  embedOn: z.array(z.string().regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/)).default([]),
  /** Days closed whatever the weekday, besides the public holidays. */
  holidays: z.array(z.iso.date()),
  /** Public holidays as the Centre keeps them; absent: the list that comes with the service (holidays.json). */
  publicHolidays: z.array(holidayPeriodSchema).exactOptional(),
  /** Somebody answers emergencies outside hours. Without it the bot says honestly that nobody does. */
  onCall: z.boolean(),
  /** Abbreviation, titles, cut-offs: see paperSettings.ts. */
  papers: paperSettingsSchema.prefault({}),
  /** Until when a human should be in the chat, in minutes, by level (safeguarding §1.6). */
  targetMinutes: z.object({
    emergency: z.number().int().positive(),
    high: z.number().int().positive(),
    highClosed: z.number().int().positive(),
    medium: z.number().int().positive(),
    low: z.number().int().positive(),
  }),
})

export type Centre = z.infer<typeof centreSchema>
export type NumberName = keyof Centre['numbers']

/** Whether the Centre is staffed at `now`, by its own calendar and time zone. */
export function isOpen(centre: Centre, now: Date): boolean {
  const { day, time, weekday } = localTime(now, centre.timeZone)
  const hours = centre.hours[weekday]
  if (hours === undefined || centre.holidays.includes(day) || isPublicHoliday(centre, day)) return false
  return hours.from <= time && time < hours.to
}

export function isPublicHoliday(centre: Pick<Centre, 'publicHolidays'>, day: string): boolean {
  return publicHolidays(centre).some(({ from, to }) => from <= day && day <= to)
}

/** Calendar day (ISO), clock (HH:MM) and weekday (1–7) of an instant in a time zone. */
export function localTime(instant: Date, timeZone: string): { day: string; time: string; weekday: string } {
  const parts = formatterOf(timeZone).formatToParts(instant)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}`, weekday: String(weekday) }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs far more than using one. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short', hourCycle: 'h23',
  })
  formatters.set(timeZone, formatter)
  return formatter
}

/** Minutes until a human should be in the chat; undefined for what needs none by itself. */
export function targetMinutes(centre: Centre, urgency: string, open: boolean): number | undefined {
  const targets = centre.targetMinutes
  switch (urgency) {
    case 'emergency':
      return targets.emergency
    case 'high':
      return open ? targets.high : targets.highClosed
    case 'medium':
      return targets.medium
    case 'low':
      return targets.low
    default:
      return undefined
  }
}
