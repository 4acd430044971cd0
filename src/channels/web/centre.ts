import type { Centre } from '../../directory/index.ts'
import type { PublicCentre } from './wire.ts'

/**
 * Where "quick exit" leads unless the Centre chose another page: the weather, on a site every phone has been
 * to. Not a page of our own: its address would still show our name.
 */
export const QUICK_EXIT = 'https://www.google.com/search?q=th%E1%BB%9Di+ti%E1%BA%BFt'

/** Of the Centre's settings, what anybody may see. */
export function publicCentre({ name, numbers }: Centre, quickExit = QUICK_EXIT): PublicCentre {
  const { hotline, child111, police, ambulance } = numbers
  return { name, quickExit, numbers: { hotline: hotline.number, child111: child111.number, police: police.number, ambulance: ambulance.number } }
}

/** "18001581" → "1800 1581", "02363123456" → "0236 312 3456"; short numbers as they are. */
export function spaced(number: string): string {
  if (number.length <= 4) return number
  if (number.length <= 8) return `${number.slice(0, 4)} ${number.slice(4)}`
  return `${number.slice(0, -6)} ${number.slice(-6, -3)} ${number.slice(-3)}`
}
