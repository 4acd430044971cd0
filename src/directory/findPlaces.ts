import { communeByCode, type District } from './communes.ts'
import { findCommune, type Place } from './findCommune.ts'
import { plain, words } from './fold.ts'

/** Before a name these say that the district is meant, and not the commune that bears its name now. */
const OF_DISTRICTS = /(?:^|,| )(?:huyen|h|quan|q|thi xa|tx|thanh pho|tp) $/

/**
 * The commune that was named, or two that may be meant. Of a district that is gone its communes, where it was all that was
 * said: most bear the name of one of theirs, and whoever says "huyện Thăng Bình" may live in any of six.
 * @example findPlaces('thôn 2, huyện Phước Sơn').length // 5
 */
export function findPlaces(text: string): { code: string; title: string }[] {
  const place = findCommune(text)
  const all = placesOf(place.district)
  const [only] = place.communes
  const meant = place.communes.length === 0 || isDistrictAlone(text, place) ? all : place.communes.map(({ commune }) => commune)
  // Where it is the district, its namesake comes first.
  return meant.toSorted((a, b) => Number(b === only?.commune) - Number(a === only?.commune)).map(({ code, kind, name }) => ({ code, title: `${kind} ${name}` }))
}

function placesOf(district: District | undefined) {
  return (district?.communes ?? []).flatMap((code) => communeByCode(code) ?? [])
}

/** Whether the one commune found is only the namesake of the district that was said, by its kind. */
function isDistrictAlone(text: string, { communes, district }: Place): boolean {
  const [only] = communes
  if (!district || communes.length !== 1 || only?.via !== 'name' || only.commune.name !== district.name) return false
  const said = words(text).map(plain).join(' ')
  const at = ` ${said} `.indexOf(` ${words(district.name).map(plain).join(' ')} `)
  return at > 0 && OF_DISTRICTS.test(`${said.slice(0, at - 1)} `)
}
