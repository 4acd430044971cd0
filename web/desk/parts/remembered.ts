/**
 * Small choices that stay on this device (language, sound, blur, light or dark). Never anything a child wrote.
 * A browser that forbids storage simply forgets.
 */
export type Choice = 'language' | 'sound' | 'blur' | 'shortcuts' | 'theme'

/** What was chosen on this device, or null. */
export function remembered(choice: Choice): string | null {
  try {
    return localStorage.getItem(`desk.${choice}`)
  } catch {
    return null // storage is forbidden here: the default holds
  }
}

/** Keeps a choice for the next visit on this device. */
export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`desk.${choice}`, value)
  } catch {
    // Storage is forbidden here: the choice holds until the page closes.
  }
}
