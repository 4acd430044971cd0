/** What a list of cases is narrowed to, beside the words searched for. Empty: not narrowed. */
export type CaseFilters = { state: string; commune: string; category: string; staffId: string; from: string; to: string }

export const NO_FILTERS: CaseFilters = { state: 'open', commune: '', category: '', staffId: '', from: '', to: '' }
/** Cases nobody answers for. */
export const NOBODY = 'nobody'

const DAY_MS = 24 * 3600_000

/** The filters as the server takes them: days are those of the Centre, both counted. */
export function asBody({ state, commune, category, staffId, from, to }: CaseFilters): object {
  return {
    ...(state === '' ? {} : { state }),
    ...(commune === '' ? {} : { commune }),
    ...(category === '' ? {} : { category }),
    ...(staffId === '' ? {} : { staffId: staffId === NOBODY ? null : staffId }),
    ...(from === '' ? {} : { from: `${from}T00:00:00+07:00` }),
    ...(to === '' ? {} : { to: new Date(Date.parse(`${to}T00:00:00+07:00`) + DAY_MS).toISOString() }),
  }
}

/** How many of the hidden filters are on. */
export function countOn({ commune, category, staffId, from, to }: CaseFilters): number {
  return [commune, category, staffId, from, to].filter((one) => one !== '').length
}
