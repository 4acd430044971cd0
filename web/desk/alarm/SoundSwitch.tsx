import { useWords } from '../language/LanguageProvider.tsx'
import { Icon } from '../parts/Icon.tsx'
import { enableSound, ring } from './sound.ts'

/** The one click a browser wants before an alarm may be heard; afterwards it shows that it can be. */
export function SoundSwitch({ sound, onSound }: { sound: boolean; onSound: (on: boolean) => void }) {
  const { t } = useWords()
  return (
    <button
      type="button"
      className={sound ? 'button-quiet sound' : 'button-quiet sound sound-off'}
      aria-pressed={sound}
      title={t(sound ? 'alarm.soundOn' : 'alarm.soundOff')}
      onClick={() => {
        if (sound) return onSound(false)
        return void enableSound().then((on) => {
          onSound(on)
          ring()
        })
      }}
      data-testid="sound"
    >
      <Icon name={sound ? 'bell' : 'bellOff'} />
      <span>{t(sound ? 'alarm.soundOn' : 'alarm.soundOff')}</span>
    </button>
  )
}
