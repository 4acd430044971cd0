export { createBot } from './bot.ts'
export { readDialogs } from './dialogs.ts'
export { createSpeech, type Speech } from './speech.ts'
