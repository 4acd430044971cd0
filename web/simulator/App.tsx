/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks'
import { CHANNELS, type Act, type SimChannel, type SimDelivery } from '../../src/simulator/page/contract.ts'
import { Acts } from './Acts.tsx'
import { doAct, type How } from './api.ts'
import { Knobs } from './Knobs.tsx'
import { rememberedLanguage, rememberLanguage } from './memory.ts'
import { PeopleList } from './PeopleList.tsx'
import { Phone, type Deliveries } from './Phone.tsx'
import { TEXTS, TextsProvider } from './texts.ts'
import { TopBar } from './TopBar.tsx'
import { usePeople } from './usePeople.ts'

/** Whose phone it is on each channel. */
type Chosen = Partial<Record<SimChannel, string>>

export function App() {
  const [language, setLanguage] = useState(rememberedLanguage)
  const [channel, setChannel] = useState<SimChannel>('zalo')
  const [chosen, setChosen] = useState<Chosen>({})
  const [how, setHow] = useState<How>({ times: 1, delayMs: 0 })
  const [deliveries, setDeliveries] = useState<Deliveries>({})
  const people = usePeople()
  const texts = TEXTS[language]

  const here = people.all.filter((person) => person.channel === channel)
  const person = here.find(({ id }) => id === chosen[channel]) ?? here.at(0)
  const choose = (id: string) => setChosen((before) => ({ ...before, [channel]: id }))

  useEffect(() => {
    document.documentElement.lang = language
    document.title = texts.title
  }, [language, texts])

  async function act(what: Act): Promise<void> {
    if (!person) return
    const { bubble, ...delivery }: SimDelivery = await doAct(person, what, how).catch(() => ({ status: 0, milliseconds: 0 }))
    if (bubble !== undefined) setDeliveries((before) => ({ ...before, [bubble]: delivery }))
  }

  return (
    <TextsProvider value={texts}>
      <TopBar
        onLanguage={() => {
          const other = language === 'vi' ? 'en' : 'vi'
          rememberLanguage(other)
          setLanguage(other)
        }}
      />
      {people.lost && <p class="lost" role="status">{texts.lost}</p>}
      <nav class="channels" aria-label={texts.channel.choose}>
        {CHANNELS.map((name) => (
          <button key={name} type="button" class={`channel ${name}`} aria-pressed={name === channel} data-testid={`sim-channel-${name}`} onClick={() => setChannel(name)}>
            {texts.channel[name]}
          </button>
        ))}
      </nav>
      <main class="board">
        <PeopleList people={here} chosen={person?.id} onChoose={choose} onNew={() => void people.add(channel).then(({ id }) => choose(id))} />
        {person ? <Phone key={person.id} person={person} deliveries={deliveries} onAct={act} /> : <div class="phone" />}
        <aside class="side">
          <Knobs channel={channel} how={how} onHow={setHow} />
          {person && <Acts person={person} onAct={act} />}
        </aside>
      </main>
    </TextsProvider>
  )
}
