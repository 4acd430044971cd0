/**
 * The alarm's sound, made by the browser: two calm tones that carry through a room without a shriek. Browsers
 * allow sound only after a click, so the desk asks for one and shows whether it may ring.
 */
let context: AudioContext | undefined

/** Asks the browser for sound; call it from a click. Gives whether the alarm can be heard now. */
export async function enableSound(): Promise<boolean> {
  context ??= new AudioContext()
  await context.resume()
  return canSound()
}

/** Whether the browser lets the alarm be heard. */
export function canSound(): boolean {
  return context?.state === 'running'
}

/** Rings once: a rising pair of tones, half a second. Does nothing while sound is not allowed. */
export function ring(): void {
  if (!context || context.state !== 'running') return
  tone(context, 659, 0)
  tone(context, 880, 0.22)
}

function tone(audio: AudioContext, hertz: number, after: number): void {
  const from = audio.currentTime + after
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.type = 'triangle'
  oscillator.frequency.value = hertz
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(0.35, from + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, from + 0.3)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(from)
  oscillator.stop(from + 0.32)
}
