import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { plain } from '../queue/search.ts'

export type PickerItem = {
  id: string
  /** The heading it stands under. */
  group: string
  title: string
  /** A second, longer line. */
  detail?: string
  /** The language of the second line, where it is not the desk's. */
  lang?: string
  /** Shown whatever is typed. */
  always?: boolean
  /** The key that does the same. */
  keys?: string
}

/**
 * A field and the list it narrows, by keyboard or hand: arrows move, Enter takes. Marks and case need not be typed,
 * and while an input method composes (Telex, VNI) no key is taken from it.
 */
export function Picker({ label, items, empty, onChoose, onType }: {
  label: string
  items: readonly PickerItem[]
  /** What to say when nothing fits. */
  empty: string
  onChoose: (id: string) => void
  /** Tells what is typed, for lists that come from elsewhere. */
  onType?: (typed: string) => void
}) {
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = narrow(items, typed)
  const active = found[Math.min(at, found.length - 1)]
  const groups = [...new Set(found.map(({ group }) => group))]

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active?.id])

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(1, found.length))
    } else if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      event.preventDefault()
      if (active) onChoose(active.id)
    }
  }

  return (
    <div className="picker">
      <input
        type="search"
        role="combobox"
        autoFocus
        autoComplete="off"
        aria-label={label}
        placeholder={label}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
          onType?.(event.target.value)
        }}
        onKeyDown={onKeyDown}
        data-testid="picker-input"
      />
      {found.length === 0 && <p className="empty" role="status">{empty}</p>}
      <div ref={list} id={listId} className="picker-list" role="listbox" aria-label={label} tabIndex={-1}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={group}>
            <h3 aria-hidden="true">{group}</h3>
            {found.filter((one) => one.group === group).map((one) => (
              // The field keeps the focus and the arrows; a press by hand is the same as Enter.
              <div
                key={one.id}
                id={`${listId}-${one.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={one === active}
                className="picker-option"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(one.id)}
                data-testid="picker-option"
              >
                <strong>{one.title}</strong>
                {one.keys !== undefined && <kbd>{one.keys}</kbd>}
                {one.detail !== undefined && <span lang={one.lang}>{one.detail}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** The items that hold every word typed: by heading, and first under the first heading whose titles hold them. */
export function narrow<T extends Pick<PickerItem, 'group' | 'title' | 'detail' | 'always'>>(items: readonly T[], typed: string): T[] {
  const words = plain(typed).split(/\s+/).filter((word) => word !== '')
  const holds = (text: string) => words.every((word) => plain(text).includes(word))
  const found = items.filter(({ group, title, detail = '', always }) => always === true || holds(`${group} ${title} ${detail}`))
  const best = [...found.filter(({ title, always }) => !always && holds(title)), ...found.filter(({ title, always }) => always || !holds(title))]
  return [...new Set(best.map(({ group }) => group))].flatMap((group) => best.filter((one) => one.group === group))
}
