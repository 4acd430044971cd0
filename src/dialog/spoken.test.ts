import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readDialogs } from './disk.ts'
import { spokenAs } from './spoken.ts'

const { dialogs } = readDialogs(fileURLToPath(new URL('../..', import.meta.url)))

it.each([
  [{ text: '#child/safe-now:no' }, 'vi', 'Không'],
  [{ text: 'No', payload: '#child/safe-now:no' }, 'en', 'No'],
  [{ text: '#child/place:skip' }, 'vi', 'Bỏ qua'],
  [{ text: '#child/place:human' }, 'vi', 'Gặp người thật'],
  [{ text: '#child/safe-now:constructor' }, 'vi', '#child/safe-now:constructor'],
  [{ text: '#gone/step:yes' }, 'vi', '#gone/step:yes'],
  [{ text: 'ba đánh em' }, 'vi', 'ba đánh em'],
] as const)('%j in %s is read as %j', (heard, locale, words) => expect(spokenAs(dialogs, heard, locale)).toBe(words))
