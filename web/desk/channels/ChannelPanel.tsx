import { useState } from 'react'
import type { ChannelState, Recovered, TestOutcome } from '../../../src/desk/api.ts'
import { withFields, write } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'

const isRecovered = withFields<Recovered>('recovered')
const isTested = withFields<TestOutcome>('outcome', 'code')
const isChecked = withFields<{ problem: string | null }>('problem')

/** One channel: what is wrong first, then the figures of the day. */
export function ChannelPanel({ state }: { state: ChannelState }) {
  const words = useWords()
  const { t, maybe, language } = words
  const [checked, setChecked] = useState('')
  const { channel, problems, token } = state
  const time = (at: string | null) => (at === null ? t('channels.none') : dayAndTime(at, language))
  const list = (items: readonly { n: number; label: string }[]) => (items.length === 0 ? t('channels.none') : items.map(({ n, label }) => `${label} (${n})`).join(' · '))

  async function check() {
    setChecked(t('common.loading'))
    try {
      const { problem } = await write('POST', '/channels/check', { channel }, isChecked)
      setChecked(problem === null ? t('channels.checkWell') : maybe(`channelProblem.${problem}`) ?? maybe(`delivery.${problem}`) ?? problem)
    } catch (error) {
      setChecked(errorWords(error, words))
    }
  }

  async function recover() {
    setChecked(t('common.loading'))
    try {
      setChecked(t('channels.recovered', { n: (await write('POST', '/channels/recover', { channel, hours: 24 }, isRecovered)).recovered }))
    } catch (error) {
      setChecked(errorWords(error, words))
    }
  }

  async function test() {
    setChecked(t('common.loading'))
    try {
      const { outcome, code } = await write('POST', '/channels/test', { channel }, isTested)
      setChecked(outcome === 'sent' ? t('channels.tested') : `${t('channels.notTested')} ${code === null ? '' : maybe(`delivery.${code}`) ?? code}`)
    } catch (error) {
      setChecked(errorWords(error, words))
    }
  }

  return (
    <section className="panel" aria-labelledby={`channel-${channel}`} data-testid={`channel-${channel}`}>
      <h2 id={`channel-${channel}`}>{t(`channel.${channel}`)}</h2>
      {!state.open && <p className="quiet">{t('channels.closed')}</p>}
      {state.open && problems.length === 0 && <p>{t('channels.well')}</p>}
      {problems.length > 0 && <ul className="problem">{problems.map((problem) => <li key={problem}>{t(`channelProblem.${problem}`)}</li>)}</ul>}
      {state.open && (
        <dl>
          <dt>{t('channels.lastIn')}</dt><dd>{time(state.lastInboundAt)}</dd>
          <dt>{t('channels.lastOut')}</dt><dd>{time(state.lastOutboundAt)}</dd>
          <dt>{t('channels.day')}</dt><dd>{t('channels.dayWords', { received: state.received, sent: state.sent })}</dd>
          <dt>{t('channels.errors')}</dt><dd>{list(state.errors.map(({ code, n }) => ({ n, label: maybe(`delivery.${code}`) ?? code })))}</dd>
          <dt>{t('channels.refusals')}</dt><dd>{list(state.refusals.map(({ reason, n }) => ({ n, label: maybe(`channelRefusal.${reason}`) ?? reason })))} <span className="quiet">({t('channels.refusalsSince')})</span></dd>
          {state.mediaFailed > 0 && <><dt>{t('channels.media')}</dt><dd>{state.mediaFailed}</dd></>}
          {token && <><dt>{t('channels.token')}</dt><dd>{token.failedAt === null ? t('channels.tokenUntil', { time: time(token.expiresAt) }) : t('channels.tokenFailed', { time: time(token.failedAt), code: token.failedCode ?? '?' })}</dd></>}
        </dl>
      )}
      {state.open && channel === 'web' && <p><a href="/chat" target="_blank" rel="noreferrer" className="button-quiet" data-testid="test-web">{t('channels.testWeb')}</a></p>}
      {state.open && channel !== 'web' && (
        <p>
          <button type="button" className="button-quiet" onClick={() => { void check() }} data-testid={`check-${channel}`}>{t('channels.check')}</button>{' '}
          <button type="button" className="button-quiet" onClick={() => { void test() }} data-testid={`test-${channel}`}>{t('channels.test')}</button>{' '}
          <button type="button" className="button-quiet" onClick={() => { void recover() }} data-testid={`recover-${channel}`}>{t('channels.recover')}</button>{' '}
          <span role="status" data-testid={`said-${channel}`}>{checked}</span>
        </p>
      )}
    </section>
  )
}
