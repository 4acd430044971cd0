/** Texts the engine says by itself, and the params a text may carry. */
export const ENGINE_KEYS = [
  'exit.neutral', 'button.skip', 'button.human',
  'repair.again', 'repair.heard', 'repair.repeat', 'repair.back', 'repair.correct', 'repair.noBack',
  'repair.language', 'repair.changed', 'repair.stillHere', 'repair.gentle', 'repair.joke', 'repair.called', 'repair.machine',
  'repair.whichPlace', 'repair.whichOfThese', 'button.place', 'button.elsewhere',
  'needs.foundNear', 'needs.found', 'needs.placeOnly', 'needs.placeCall', 'needs.placeHours',
] as const

/** Filled by the engine. */
export const ENGINE_PARAMS = ['you', 'You', 'staff', 'Staff', 'target', 'place', 'places', 'service', 'phone', 'hours', 'checked'] as const
/** Filled by the host from the Centre's settings; numbers come from nowhere else. */
export const CENTRE_NUMBERS = ['hotline', 'child111', 'police', 'ambulance', 'fire', 'disaster'] as const
/** `receipt`: how to come back from another device; a sentence with it is left unsaid where the channel itself is the way back. */
export const CENTRE_PARAMS = ['centre', 'receipt', ...CENTRE_NUMBERS] as const
