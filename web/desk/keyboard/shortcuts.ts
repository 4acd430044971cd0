/**
 * The desk's single-key shortcuts, by the key's place on the board (`event.code`): a Vietnamese input method
 * may turn the letter into something else, the key stays the key.
 */
export const SHORTCUTS = [
  { name: 'next', code: 'KeyJ', shift: false, shown: 'J' },
  { name: 'previous', code: 'KeyK', shift: false, shown: 'K' },
  { name: 'open', code: 'Enter', shift: false, shown: 'Enter' },
  { name: 'claim', code: 'KeyI', shift: false, shown: 'I' },
  { name: 'reply', code: 'KeyR', shift: false, shown: 'R' },
  { name: 'note', code: 'KeyN', shift: false, shown: 'N' },
  { name: 'close', code: 'KeyE', shift: false, shown: 'E' },
  { name: 'blur', code: 'KeyB', shift: false, shown: 'B' },
  { name: 'search', code: 'Slash', shift: false, shown: '/' },
  { name: 'help', code: 'Slash', shift: true, shown: '?' },
] as const

export type ShortcutName = (typeof SHORTCUTS)[number]['name']

/** The part of a key press that decides. */
export type KeyPress = {
  code: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
}

/**
 * The shortcut of a key press, or undefined. Silent while an input method composes (Telex, VNI), with a
 * modifier held, and where the press belongs to a field or a control.
 */
export function shortcutOf(press: KeyPress, place: { typing: boolean; control: boolean; dialog: boolean }): ShortcutName | undefined {
  if (press.isComposing || press.ctrlKey || press.metaKey || press.altKey || place.typing || place.dialog) return undefined
  const found = SHORTCUTS.find(({ code, shift }) => code === press.code && shift === press.shiftKey)?.name
  // Enter on a link or a button is that link's or button's own.
  return found === 'open' && place.control ? undefined : found
}

/** Where a key press landed, as {@link shortcutOf} needs it. */
export function placeOf(target: EventTarget | null): { typing: boolean; control: boolean; dialog: boolean } {
  const element = target instanceof Element ? target : null
  return {
    typing: element?.closest('input, textarea, select, [contenteditable]') != null,
    control: element?.closest('a, button, summary') != null,
    dialog: document.querySelector('dialog[open]') != null,
  }
}
