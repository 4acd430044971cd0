/** @jsxImportSource preact */
import { MEDIA, type Act, type SimPerson } from '../../src/simulator/page/contract.ts'
import { useTexts } from './texts.ts'

type Props = { person: SimPerson; onAct(act: Act): Promise<void> }

/** What a person can do besides writing. */
export function Acts({ person, onAct }: Props) {
  const { acts } = useTexts()
  const { channel, blocked } = person
  const choices: readonly (readonly [string, Act])[] = [
    ...MEDIA.map((media): [string, Act] => [acts[media], { kind: 'sends', media }]),
    [acts.follows[channel], { kind: 'follows' }],
    ...(channel === 'messenger' ? [[acts.unsends, { kind: 'unsends' }] as const] : []),
    [blocked ? acts.unblock : acts.block, { kind: 'blocks', blocked: !blocked }],
    [acts.outside[channel], { kind: 'outside', text: acts.outsideText }],
  ]
  return (
    <section class="acts">
      <h2>{acts.title}</h2>
      <div>
        {choices.map(([title, act]) => (
          <button key={title} type="button" class="plain" data-testid={`sim-act-${act.kind === 'sends' ? act.media : act.kind}`} onClick={() => void onAct(act)}>{title}</button>
        ))}
      </div>
    </section>
  )
}
