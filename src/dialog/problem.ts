/** A fault in the dialogs, as data: where, which, and what to do about it. Start refuses while any stands. */
export type Problem = { file: string; step?: string; code: ProblemCode; message: string }

export type ProblemCode =
  | 'yaml' | 'shape' | 'duplicate' | 'unknown-target' | 'unreachable' | 'endless' | 'no-human'
  | 'missing-key' | 'unused-key' | 'options' | 'button-title' | 'buttons' | 'two-questions'
  | 'too-long' | 'hard-word' | 'forbidden' | 'digits' | 'not-nfc' | 'param' | 'pronoun' | 'interrupt'
