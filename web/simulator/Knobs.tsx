/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import { FAULTS, type SimChannel, type SimFault } from '../../src/simulator/page/contract.ts'
import { setFault, type How } from './api.ts'
import { filled, useTexts } from './texts.ts'

const TIMES = [1, 2, 5]
const DELAYS = [0, 3, 15]
const NEXT = [1, 3, 10]

type Props = { channel: SimChannel; how: How; onHow(how: How): void }

/** What goes wrong on the way in (repeats, delay) and on the way out (the platform's faults). */
export function Knobs({ channel, how, onHow }: Props) {
  const { knobs } = useTexts()
  const [fault, chooseFault] = useState<SimFault>('none')
  const [next, setNext] = useState(1)
  const [applied, setApplied] = useState(false)

  async function apply(wanted: SimFault, times: number): Promise<void> {
    chooseFault(wanted)
    setNext(times)
    setApplied(false)
    await setFault(channel, wanted, times)
    setApplied(true)
  }

  return (
    <section class="knobs">
      <h2>{knobs.title}</h2>
      <label>
        {knobs.times}
        <select data-testid="sim-times" value={how.times} onChange={({ currentTarget }) => onHow({ ...how, times: Number(currentTarget.value) })}>
          {TIMES.map((number) => <option key={number} value={number}>{filled(knobs.timesOption, { number })}</option>)}
        </select>
      </label>
      <label>
        {knobs.delay}
        <select data-testid="sim-delay" value={how.delayMs / 1000} onChange={({ currentTarget }) => onHow({ ...how, delayMs: Number(currentTarget.value) * 1000 })}>
          {DELAYS.map((seconds) => <option key={seconds} value={seconds}>{filled(knobs.delayOption, { seconds })}</option>)}
        </select>
      </label>
      <label>
        {knobs.fault}
        <select data-testid="sim-fault" value={fault} onChange={({ currentTarget }) => void apply(FAULTS.find((name) => name === currentTarget.value) ?? 'none', next)}>
          {FAULTS.map((name) => <option key={name} value={name}>{knobs.faults[name]}</option>)}
        </select>
      </label>
      <label>
        {knobs.faultTimes}
        <select data-testid="sim-fault-times" value={next} onChange={({ currentTarget }) => void apply(fault, Number(currentTarget.value))}>
          {NEXT.map((number) => <option key={number} value={number}>{number}</option>)}
        </select>
      </label>
      <p class="applied" role="status">{applied ? knobs.applied : ''}</p>
    </section>
  )
}
