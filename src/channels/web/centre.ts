import type { Centre } from '../../directory/index.ts'
import type { PublicCentre } from './wire.ts'

/**
 * Where "quick exit" leads unless the Centre chose another page: the weather, on a site every phone has been
 * to. Not a page of our own: its address would still show our name.
 */
export const QUICK_EXIT = 'https://www.google.com/search?q=th%E1%BB%9Di+ti%E1%BA%BFt'

/** Of the Centre's settings, what anybody may see. */
export function publicCentre({ name, numbers }: Centre, quickExit = QUICK_EXIT): PublicCentre {
  const { hotline, child111, police, ambulance, fire, disaster } = numbers
  return {
    name,
    quickExit,
    numbers: {
      hotline: hotline.number, child111: child111.number, police: police.number,
      ambulance: ambulance.number, fire: fire.number, disaster: disaster.number,
    },
  }
}
