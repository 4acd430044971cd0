/** @jsxImportSource preact */
import type { SimPerson } from '../../src/simulator/page/contract.ts'
import { useTexts } from './texts.ts'

type Props = { people: readonly SimPerson[]; chosen: string | undefined; onChoose(id: string): void; onNew(): void }

export function PeopleList({ people, chosen, onChoose, onNew }: Props) {
  const texts = useTexts()
  return (
    <section class="people">
      <h2>{texts.people.title}</h2>
      <ul>
        {people.map(({ id, name, chat }) => (
          <li key={id}>
            <button type="button" class="person" aria-pressed={id === chosen} data-testid="sim-person" data-person={id} onClick={() => onChoose(id)}>
              <strong>{name || id}</strong>
              <span>{chat.at(-1)?.text || texts.people.empty}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="new" data-testid="sim-new-person" onClick={onNew}>+ {texts.people.new}</button>
    </section>
  )
}
