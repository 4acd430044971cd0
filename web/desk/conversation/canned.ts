/** The ready sentences, by the order of a talk; their words are `canned.*` and `cannedTitle.*` in the locales; no numbers, those are the Centre's settings. */
export const CANNED = [
  'hello', 'believe', 'notFault', 'safeNow', 'who', 'where', 'breathe', 'slow', 'limits', 'handOver', 'goodbye',
] as const
