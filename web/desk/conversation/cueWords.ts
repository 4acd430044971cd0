/** A sign in the counsellor's words; one that is new to the desk by the words of its family. */
export function cueWords(cue: string, maybe: (key: string) => string | undefined): string {
  return maybe(`cue.${cue}`) ?? maybe(`cueFamily.${cue.replace(/\..*$/, '')}`) ?? cue
}
