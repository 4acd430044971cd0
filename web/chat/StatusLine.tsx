/** @jsxImportSource preact */
import { useTexts } from './language.ts'
import { filled, type Texts } from './texts.ts'
import type { View } from './talk.ts'

/** One calm line above the writing place: trouble with the line first, else who is here. */
export function StatusLine({ view, number }: { view: View; number: string }) {
  const texts = useTexts()
  const trouble = view.connection === 'online' ? undefined : filled(texts.connection[view.connection], { number })
  const who = trouble === undefined ? whoIsHere(view, texts) : undefined
  return (
    <div class="status" role="status">
      <p class={trouble ? 'trouble' : 'unseen'} data-testid="connection-state" data-state={view.connection}>
        {trouble}
      </p>
      {who !== undefined && (
        <p class={view.state.owner === 'staff' ? 'here' : 'calling'} data-testid="who-is-here">
          {who}
        </p>
      )}
    </div>
  )
}

function whoIsHere({ state, messages }: View, texts: Texts): string | undefined {
  if (!state.open) return messages.length > 0 ? texts.state.closed : undefined
  if (state.owner === 'queue') return texts.state.queue
  if (state.owner === 'bot') return undefined
  return state.staffName === undefined ? texts.state.staffNameless : filled(texts.state.staff, { name: state.staffName })
}
