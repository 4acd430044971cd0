/**
 * The desk's single-key shortcuts, by the key's place on the board (`event.code`): a Vietnamese input method
 * may turn the letter into something else, the key stays the key.
 */
export const SHORTCUTS = [
  { name: 'next', code: 'KeyJ', shift: false, shown: 'J' },
  { name: 'previous', code: 'KeyK', shift: false, shown: 'K' },
  { name: 'open', code: 'Enter', shift: false, shown: 'Enter' },
  { name: 'take', code: 'KeyT', shift: false, shown: 'T' },
  { name: 'claim', code: 'KeyI', shift: false, shown: 'I' },
  { name: 'reply', code: 'KeyR', shift: false, shown: 'R' },
  { name: 'note', code: 'KeyN', shift: false, shown: 'N' },
  { name: 'canned', code: 'KeyM', shift: false, shown: 'M' },
  { name: 'transfer', code: 'KeyA', shift: false, shown: 'A' },
  { name: 'snooze', code: 'KeyS', shift: false, shown: 'S' },
  { name: 'label', code: 'KeyL', shift: false, shown: 'L' },
  { name: 'close', code: 'KeyE', shift: false, shown: 'E' },
  { name: 'blur', code: 'KeyB', shift: false, shown: 'B' },
  { name: 'contact', code: 'KeyP', shift: false, shown: 'P' },
  { name: 'go', code: 'KeyG', shift: false, shown: 'G' },
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

/** Where a press landed: in a field, on a control, under a dialog. */
export type KeyPlace = { typing: boolean; control: boolean; dialog: boolean }

/**
 * The shortcut of a key press, or undefined. Silent while an input method composes (Telex, VNI), with a
 * modifier held, and where the press belongs to a field or a control.
 */
export function shortcutOf(press: KeyPress, place: KeyPlace): ShortcutName | undefined {
  if (isOthers(press, place)) return undefined
  const found = SHORTCUTS.find(({ code, shift }) => code === press.code && shift === press.shiftKey)?.name
  // Enter on a link or a button is that link's or button's own.
  return found === 'open' && place.control ? undefined : found
}

/** After G: the letter of a place. */
const GO_PLACES = { KeyQ: '/', KeyC: '/cases', KeyL: '/roster', KeyW: '/wall', KeyR: '/reports', KeyB: '/blocks' } as const
export type GoPlace = (typeof GO_PLACES)[keyof typeof GO_PLACES]

/** Where G and this key lead; undefined where they lead nowhere, or the press is not the desk's. */
export function placeAfterGo(press: KeyPress, place: KeyPlace): GoPlace | undefined {
  if (isOthers(press, place)) return undefined
  return Object.entries(GO_PLACES).find(([code]) => code === press.code)?.[1]
}

/** Ctrl or ⌘ with K: also from within a field, but not while an input method composes, nor under a dialog. */
export function isPaletteKey(press: KeyPress, { dialog }: Pick<KeyPlace, 'dialog'>): boolean {
  return press.code === 'KeyK' && (press.ctrlKey || press.metaKey) && !press.shiftKey && !press.altKey && !press.isComposing && !dialog
}

/** Whether a press belongs to a field, a dialog, a modifier or an input method that composes (Telex, VNI). */
function isOthers(press: KeyPress, place: KeyPlace): boolean {
  return press.isComposing || press.ctrlKey || press.metaKey || press.altKey || place.typing || place.dialog
}

/** Where a key press landed, as {@link shortcutOf} needs it. */
export function placeOf(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : null
  return {
    typing: element?.closest('input, textarea, select, [contenteditable]') != null,
    control: element?.closest('a, button, summary') != null,
    dialog: document.querySelector('dialog[open]') != null,
  }
}
