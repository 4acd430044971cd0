/** Some acts want password and code again. Whoever sends the request waits here; the question itself is account/ProofDialog.tsx. */
type Asker = (answered: (proved: boolean) => void) => void

let asker: Asker | undefined
let waiting: Promise<boolean> | undefined

/** Takes the one that asks the person. Returns the way to leave. */
export function onProofNeeded(next: Asker): () => void {
  asker = next
  return () => { if (asker === next) asker = undefined }
}

/** Whether the person showed password and code just now. Several requests at once ask once. */
export function askForProof(): Promise<boolean> {
  const ask = asker
  if (!ask) return Promise.resolve(false)
  waiting ??= new Promise<boolean>((answered) => ask(answered)).finally(() => { waiting = undefined })
  return waiting
}
