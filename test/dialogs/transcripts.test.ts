/**
 * Golden transcripts: test/dialogs/*.yaml hold what a person does and, under `sees`, what they saw when a human
 * last looked. `UPDATE_TRANSCRIPTS=1 vitest run test/dialogs` writes `sees` anew: read the diff.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { serviceLine } from '../../src/dialog/index.ts'
import { dialogs } from './play.ts'
import { FOLDER, playTranscript, readTranscripts, transcriptFiles } from './transcripts.ts'

const UPDATE = process.env.UPDATE_TRANSCRIPTS === '1'
const files = transcriptFiles()

describe.each(files)('%s', (file) => {
  const wanted = readTranscripts(file)
  const played = wanted.map((one) => playTranscript(one).transcript)
  if (UPDATE) writeFileSync(join(FOLDER, file), stringify(played, { lineWidth: 0 }))
  it.each(wanted.map((one, index) => ({ one, got: played[index] })))('$one.name', ({ one, got }) => {
    expect(got).toEqual(UPDATE ? got : one)
  })
})

describe('all transcripts together', () => {
  const played = files.flatMap((file) => readTranscripts(file).map(playTranscript))

  it('say every text of the bot', () => {
    const said = new Set(played.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'say' ? [effect.key, ...(effect.services ?? []).map((one) => serviceLine(one).key)] : []))))
    expect(Object.keys(dialogs.texts.vi).filter((key) => !key.startsWith('button.') && !said.has(key))).toEqual([])
  })

  it('stand in every dialog that waits anywhere, in both languages', () => {
    const waiting = [...new Set(Object.values(dialogs.steps).flatMap((step) => (step.kind === 'ask' ? [step.dialog] : [])))]
    for (const locale of ['vi', 'en']) {
      const stood = new Set(played.filter((one) => (one.transcript.locale ?? 'vi') === locale).flatMap(({ places }) => places.map((place) => place.split('/')[0])))
      expect(waiting.filter((dialog) => !stood.has(dialog))).toEqual([])
    }
  })
})
