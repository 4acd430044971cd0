/**
 * The learned reader looks at a text in four ways, each with weights of its own; their votes are added.
 * Four plain views that err in different places see more than one view with everything in it (README, design notes).
 */
export const VIEWS = [
  /** Syllables without marks, alone and in twos. */
  { name: 'words', bits: 17, share: 1 },
  /** Each syllable with those up to five further on, and threes: "ba … đánh", "không … về". */
  { name: 'reach', bits: 18, share: 1 },
  /** Words as written, with their marks, alone and in twos. */
  { name: 'marks', bits: 17, share: 1 },
  /** Entries of the lexicon, and pairs of them near each other: any father, any tool. */
  { name: 'entries', bits: 16, share: 0.5 },
] as const
export type View = (typeof VIEWS)[number]['name']

/** The views that also speak for meanings (a category at a level): words without marks, and words as written. */
export const MEANING_VIEWS: readonly number[] = [0, 2]

/** Where each view's features begin in the one table of weights. */
export const STARTS: readonly number[] = VIEWS.map((_, i) => VIEWS.slice(0, i).reduce((sum, view) => sum + 2 ** view.bits, 0))
/** All features of all views. */
export const BUCKETS = VIEWS.reduce((sum, view) => sum + 2 ** view.bits, 0)

/** The view a feature belongs to. */
export function viewOf(bucket: number): number {
  let view = VIEWS.length - 1
  while (view > 0 && bucket < (STARTS[view] ?? 0)) view--
  return view
}

const BASIS = 0x811c9dc5

/** FNV-1a, 32 bits, carried on from an earlier part so that shared beginnings are hashed once. */
export function carry(h: number, text: string): number {
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}

/** The first part of the hash of one kind of feature. */
export function kind(name: string): number {
  return carry(BASIS, name)
}

/** The place of a hash in a view's part of the table. */
export function bucketOf(view: number, h: number): number {
  return (STARTS[view] ?? 0) + ((h ^ (h >>> 15)) & (2 ** (VIEWS[view]?.bits ?? 0) - 1))
}
