/** The commune-level units of TP Đà Nẵng since 1/7/2025, what each was made of, and the districts that are gone. */
import * as z from 'zod'
import data from './communes.json' with { type: 'json' }
import popular from './popularPlaces.json' with { type: 'json' }

const unit = z.object({ kind: z.string(), name: z.string() })
const communeSchema = unit.extend({
  /** Of the list in force since 1/7/2025. The same digits may have meant a smaller unit before: never join old and new data on them. */
  code: z.string().regex(/^\d{5}$/),
  formedFrom: z.array(unit),
  districts: z.array(unit),
})

export type Unit = z.infer<typeof unit>
export type Commune = z.infer<typeof communeSchema>
/** A district abolished on 1/7/2025 (or before); people still name it. */
export type District = Unit & { communes: string[] }

export const COMMUNES: readonly Commune[] = z.array(communeSchema).parse(data.communes)

/** Which list of units a stored commune code belongs to. */
export const COMMUNE_LIST_VERSION = data.validFrom

const byCode = new Map(COMMUNES.map((one) => [one.code, one]))

export const DISTRICTS: readonly District[] = [...collectDistricts(), ...popular.districts.map(({ kind, name, communes }) => ({ kind, name, communes }))]

/** Other names in use, each with the commune it lies in. */
export const POPULAR_NAMES: readonly { name: string; code: string }[] = z.array(z.tuple([z.string(), z.string()])).parse(popular.places).map(([name, code]) => ({ name, code }))

export function communeByCode(code: string): Commune | undefined {
  return byCode.get(code)
}

/** "xã Việt An", for letters and lists. */
export function communeTitle(commune: Unit): string {
  return `${commune.kind.toLowerCase()} ${commune.name}`
}

function collectDistricts(): District[] {
  const found = new Map<string, District>()
  for (const commune of COMMUNES) {
    for (const { kind, name } of commune.districts) {
      const district = found.get(name) ?? { kind, name, communes: [] }
      district.communes.push(commune.code)
      found.set(name, district)
    }
  }
  return [...found.values()]
}
