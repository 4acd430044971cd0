import { remember, remembered } from './remembered.ts'

/** As the device has it, or one of the two whatever the device says. */
export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const DARK = '(prefers-color-scheme: dark)'
/** The colour of the bar around an installed desk: the ground of styles/tokens.css. */
const GROUND = { light: '#f4f1eb', dark: '#191715' }

/** What was chosen on this device. */
export function chosenTheme(): Theme {
  return THEMES.find((one) => one === remembered('theme')) ?? 'auto'
}

/** Chooses for this device, at once. */
export function chooseTheme(theme: Theme): void {
  remember('theme', theme)
  show(theme)
}

/** Shows what was chosen, and follows the device while nothing was. Before the first picture is drawn. */
export function startTheme(): void {
  show(chosenTheme())
  matchMedia(DARK).addEventListener('change', () => show(chosenTheme()))
}

function show(theme: Theme): void {
  const shown = theme === 'auto' ? (matchMedia(DARK).matches ? 'dark' : 'light') : theme
  document.documentElement.dataset['theme'] = shown
  for (const meta of document.querySelectorAll('meta[name=theme-color]')) meta.setAttribute('content', GROUND[shown])
}
