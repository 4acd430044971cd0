/** Vietnamese and English words for a time → a short stable code, e.g. "yesterday", "tonight", "3-days-ago". */

const TIMES: readonly (readonly [RegExp, string])[] = [
  [/\b(bay gio|bay chu|ngay luc nay|dang|hien gio|luc nay|now|right now)\b/, 'now'],
  [/\b(hom kia|hom truoc|bua truoc|may hom truoc|may bua ni|may ngay nay)\b/, 'days-ago'],
  [/\b(hoi nay|luc nay|vua xong|moi day|vua moi|hoi chieu nay|sang nay|trua nay|chieu nay|hom nay|bua ni|bua nay|today|this morning)\b/, 'today'],
  [/\b(toi nay|dem nay|toi ni|tonight)\b/, 'tonight'],
  [/\b(toi qua|toi hom qua|dem qua|last night|hom qua|bua qua|hom wa|yesterday)\b/, 'yesterday'],
  [/\b(tuan truoc|tuan qua|tuan roi|last week)\b/, 'last-week'],
  [/\b(tuan nay|tuan ni|this week)\b/, 'this-week'],
  [/\b(thang truoc|thang roi|last month)\b/, 'last-month'],
  [/\b(thang nay|this month)\b/, 'this-month'],
  [/\b(nam ngoai|nam truoc|last year)\b/, 'last-year'],
  [/\b(hoi nho|luc nho|lau roi|truoc day|lau lam|long ago)\b/, 'long-ago'],
  [/\b(ngay nao cung|hang ngay|moi ngay|suot|hoai|thuong xuyen|nhieu lan|every day|always)\b/, 'often'],
]
const AGO = /\b(\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (ngay|hom|bua|tuan|thang|nam) (truoc|roi|qua)\b/
const COUNTS: Record<string, number> = { mot: 1, hai: 2, ba: 3, bon: 4, nam: 5, sau: 6, bay: 7, tam: 8, chin: 9, muoi: 10 }
const UNITS: Record<string, string> = { ngay: 'days', hom: 'days', bua: 'days', tuan: 'weeks', thang: 'months', nam: 'years' }
const DATE = /\b(?:ngay )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?\b/
const CLOCK = /\b(\d{1,2}) ?(?:h|gio|g|:)(?: ?(\d{1,2}))?\b/

const LATE = /\b(toi|chieu|dem|pm)\b/

/** A code for the time said; undefined when none is. Input is bare. */
export function readWhen(plain: string): string | undefined {
  const ago = AGO.exec(plain)
  if (ago?.[1] !== undefined && ago[2] !== undefined) {
    return `${COUNTS[ago[1]] ?? Number(ago[1])}-${UNITS[ago[2]]}-ago`
  }
  const date = DATE.exec(plain)
  if (date?.[1] !== undefined && date[2] !== undefined && Number(date[1]) <= 31 && Number(date[2]) <= 12) {
    return date[3] === undefined ? `${date[1]}/${date[2]}` : `${date[1]}/${date[2]}/${date[3]}`
  }
  const named = TIMES.find(([pattern]) => pattern.test(plain))?.[1]
  const clock = CLOCK.exec(plain)
  const hour = clock?.[1] === undefined ? undefined : Number(clock[1])
  const time = hour !== undefined && hour <= 24 ? `${hour < 12 && LATE.test(plain) ? hour + 12 : hour}:${(clock?.[2] ?? '0').padStart(2, '0')}` : undefined
  if (named !== undefined && time !== undefined) return `${named} ${time}`
  return named ?? time
}
