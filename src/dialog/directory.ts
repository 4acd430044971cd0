/** What the Centre's directory answers a person with. Pure data and one pure look-up, handed in by the host. */

/** A commune that may be meant: its code, and its name as a person reads it ("Xã Việt An"). */
export type PlaceGuess = { code: string; title: string }

/** A place that helps. `communeCode` null: it serves the whole province. `verifiedOn`: ISO day of the last check, null for never. */
export type ServiceCard = {
  name: string
  communeCode: string | null
  /** Values of the slot `need` it helps with. */
  needs: readonly string[]
  phone: string
  hours: string
  verifiedOn: string | null
}

export type Directory = {
  /** None, one (sure) or two, likelier first; more when only a district was named. */
  findPlaces: (text: string) => readonly PlaceGuess[]
  services: readonly ServiceCard[]
}

/** For a host without a directory: no place is known, a human looks. */
export const NO_DIRECTORY: Directory = { findPlaces: () => [], services: [] }

/** Places shown in one message: a child reads three, not ten. */
const SHOWN = 3
/** A number that nobody has checked for longer is not given to a child. */
const CHECK_HOLDS_DAYS = 365

export type ShownService = { near: boolean; name: string; phone: string; hours: string; verifiedOn: string | null }

/** Places for a need, those of the commune first. A number or hour is shown only where somebody checked it within a year. */
export function servicesFor(directory: Directory, asked: { need: string; communeCode: string | undefined }, now: Date): ShownService[] {
  const fits = directory.services.filter(({ needs, communeCode }) => needs.includes(asked.need) && (communeCode === null || communeCode === asked.communeCode))
  const near = fits.filter(({ communeCode }) => communeCode !== null)
  const wide = fits.filter(({ communeCode }) => communeCode === null)
  return [...near, ...wide].slice(0, SHOWN).map(({ name, communeCode, phone, hours, verifiedOn }) => {
    const known = { near: communeCode !== null, name }
    return isChecked(verifiedOn, now) ? { ...known, phone, hours, verifiedOn } : { ...known, phone: '', hours: '', verifiedOn: null }
  })
}

function isChecked(verifiedOn: string | null, now: Date): boolean {
  if (verifiedOn === null) return false
  const days = (now.getTime() - Date.parse(verifiedOn)) / 86_400_000
  return days >= -1 && days <= CHECK_HOLDS_DAYS
}

/** The text of one place, by what is known of it: a key of locales/<locale>/bot.json and its params. */
export function serviceLine({ name, phone, hours, verifiedOn }: ShownService): { key: string; params: Record<string, string> } {
  const params = { service: name, phone, hours, checked: verifiedOn === null ? '' : dayOf(verifiedOn) }
  if (phone === '') return { key: 'needs.placeOnly', params }
  return { key: hours === '' ? 'needs.placeCall' : 'needs.placeHours', params }
}

/** 2026-11-20 → 20/11/2026. */
function dayOf(iso: string): string {
  return iso.split('-').toReversed().join('/')
}
