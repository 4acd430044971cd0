/** A sign in the counsellor's words; an unknown one by its own name rather than not at all. */
export function cueWords(cue: string, maybe: (key: string) => string | undefined): string {
  return maybe(`cue.${cue}`) ?? cue
}
