/** @jsxImportSource preact */
import { render } from 'preact'
import { App } from './App.tsx'
import { parseCentre, readCentre } from './api.ts'
import { openStore } from './storage.ts'
import { createTalk } from './talk.ts'
import type { PublicCentre } from '../../src/channels/web/wire.ts'

const root = document.getElementById('app')
if (root) void start(root)

async function start(root: HTMLElement): Promise<void> {
  const centre = centreOfPage(root) ?? (await askForCentre())
  const store = openStore()
  const talk = createTalk(store)
  // What somebody has begun to write before this script came goes on where they were.
  const begun = root.querySelector('textarea')?.value
  if (begun) store.write('draft', begun)
  root.textContent = ''
  render(<App centre={centre} store={store} talk={talk} />, root)
}

/** The server writes the numbers into the page; a page served by something else has to ask. */
function centreOfPage(root: HTMLElement): PublicCentre | undefined {
  const written = root.getAttribute('data-centre')
  return written ? parseCentre(JSON.parse(written)) : undefined
}

async function askForCentre(): Promise<PublicCentre> {
  for (;;) {
    const answer = await readCentre()
    if (answer.kind === 'ok') return answer.body
    await new Promise((done) => setTimeout(done, 2_000))
  }
}

// A page that comes back from the browser's memory is a page somebody may have left in a hurry.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})
