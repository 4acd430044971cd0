import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Blocks } from '../../../src/desk/api.ts'
import { useActs } from '../conversation/useActs.ts'
import { read, withFields } from '../http/request.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { usePresence } from '../live/usePresence.ts'
import { errorWords } from '../parts/errorWords.ts'
import { dayAndTime } from '../time/dates.ts'

const isBlocks = withFields<Blocks>('blocks')

/** Everybody who is kept away now, and who was in the last month. */
export default function BlocksPage() {
  const words = useWords()
  const { t } = words
  usePresence(null, false)
  const { data, error, refetch } = useQuery({ queryKey: ['blocks'], queryFn: ({ signal }) => read('/blocks', isBlocks, signal), refetchInterval: 60_000 })
  return (
    <main className="wall page" data-testid="blocks">
      <h1>{t('block.pageTitle')}</h1>
      <p className="quiet">{t('block.pageAbout')}</p>
      {error && <p className="problem" role="alert">{errorWords(error, words)}</p>}
      {data?.blocks.length === 0 && <p className="empty">{t('block.none')}</p>}
      <ul className="block-list">
        {data?.blocks.map((block) => <BlockItem key={block.id} block={block} onLifted={() => { void refetch() }} />)}
      </ul>
    </main>
  )
}

function BlockItem({ block, onLifted }: { block: Blocks['blocks'][number]; onLifted: () => void }) {
  const { t, maybe, language } = useWords()
  const { run, busy } = useActs(block.conversationId)
  const at = (iso: string) => dayAndTime(iso, language)

  async function lift() {
    if (await run('unblock')) onLifted()
  }

  return (
    <li className={block.inForce ? 'panel block-item' : 'panel block-item block-over'} data-testid="block-item">
      <h2>{t(`blockReason.${block.reason}`)}</h2>
      <p>
        <strong>{ending()}</strong>
        <span className="quiet">{t('block.by', { name: block.by.name, time: at(block.at) })}</span>
        <span className="quiet">{maybe(`channel.${block.channel}`) ?? block.channel}</span>
        <span className="quiet">{block.lastHeardAt === null ? t('block.heardNone') : t('block.heard', { n: block.heard, time: at(block.lastHeardAt) })}</span>
      </p>
      <div className="form-buttons">
        <Link href={`/c/${block.conversationId}`} className="button-quiet">{t('block.open')}</Link>
        {block.mayLift && <button type="button" className="button-quiet" disabled={busy} onClick={() => { void lift() }} data-testid="block-lift">{t('block.lift')}</button>}
      </div>
    </li>
  )

  function ending(): string {
    if (block.liftedBy && block.liftedAt) return t('block.liftedBy', { name: block.liftedBy.name, time: at(block.liftedAt) })
    return t(block.inForce ? 'block.until' : 'block.over', { time: at(block.until) })
  }
}
