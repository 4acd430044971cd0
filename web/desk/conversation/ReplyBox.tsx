import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { Conversation } from '../../../src/desk/api.ts'
import { useCanned } from '../canned/useCanned.ts'
import { useShortcuts } from '../keyboard/useShortcuts.ts'
import { useWords } from '../language/LanguageProvider.tsx'
import { CannedAnswers } from './CannedAnswers.tsx'
import { typeDraft, useDraft } from './drafts.ts'
import { sendReply, takeBack, useOutgoing } from './outgoing.ts'
import { ReplyNotice } from './ReplyNotice.tsx'
import { ReplyWindowNote } from './ReplyWindowNote.tsx'
import { toneHints } from './toneHints.ts'

/** The server refuses more (REPLY_LIMIT of src/desk/api). A platform that takes less gets it in several messages. */
const REPLY_LIMIT = 5000
const COUNT_FROM = REPLY_LIMIT - 300

/**
 * Where the owner writes to the person. Enter makes a line, Ctrl or ⌘ with Enter sends. While a reply is on its
 * way the text stays here, locked, and leaves only when the server has it.
 */
export function ReplyBox({ conversation, seenSeq, onTyping }: {
  conversation: Conversation
  /** The newest message that was before the counsellor's eyes. */
  seenSeq: RefObject<number>
  onTyping: (typing: boolean) => void
}) {
  const { t } = useWords()
  const { id } = conversation
  const draft = useDraft(id, conversation.draft)
  const outgoing = useOutgoing(id)
  const box = useRef<HTMLTextAreaElement>(null)
  const [canned, setCanned] = useState(false)
  // Read ahead: the list is there when "/" is pressed.
  useCanned()
  const locked = outgoing?.state === 'sending' || outgoing?.state === 'waiting'
  const tooLong = draft.text.length > REPLY_LIMIT
  const ready = draft.text.trim() !== '' && !locked && !tooLong && conversation.window.open
  const hints = toneHints(draft.text)

  useShortcuts({ reply: () => box.current?.focus(), canned: () => setCanned(true) })
  useEffect(() => () => onTyping(false), [onTyping])

  function type(text: string) {
    if (outgoing) takeBack(id)
    typeDraft(id, text)
    onTyping(text !== '')
  }

  function send() {
    if (!ready) return
    onTyping(false)
    sendReply(id, draft.text, seenSeq.current)
    box.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return
    if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    } else if (event.code === 'Slash' && draft.text === '' && !event.shiftKey) {
      event.preventDefault()
      setCanned(true)
    } else if (event.code === 'Escape') {
      event.currentTarget.blur()
    }
  }

  return (
    <form className="reply" onSubmit={(event) => { event.preventDefault(); send() }}>
      <ReplyNotice outgoing={outgoing} />
      {hints.length > 0 && <ul className="hints">{hints.map((hint) => <li key={hint}>{t(`tone.${hint}`)}</li>)}</ul>}
      <div className="reply-box">
        <textarea
          ref={box}
          rows={2}
          aria-label={t('reply.label')}
          placeholder={t('reply.placeholder')}
          value={draft.text}
          readOnly={locked}
          aria-busy={locked}
          disabled={!conversation.window.open}
          onChange={(event) => type(event.target.value)}
          onBlur={() => onTyping(false)}
          onKeyDown={onKeyDown}
          data-testid="reply-text"
        />
        <div className="reply-foot">
          <button type="button" className="button-quiet" onClick={() => setCanned(true)} data-testid="canned-open">{t('canned.open')}</button>
          <span className="reply-state" aria-live="polite">{stateWords()}</span>
          <button type="submit" className="button-main" disabled={!ready} data-testid="reply-send">{t('reply.send')}</button>
        </div>
      </div>
      <ReplyWindowNote window={conversation.window} />
      {canned && (
        <CannedAnswers language={conversation.locale} onClose={() => setCanned(false)} onChoose={(text) => {
          setCanned(false)
          type(draft.text === '' ? text : `${draft.text.trimEnd()}\n${text}`)
          box.current?.focus()
        }} />
      )}
    </form>
  )

  function stateWords(): string {
    if (tooLong || draft.text.length >= COUNT_FROM) return t('reply.length', { n: draft.text.length, limit: REPLY_LIMIT })
    if (outgoing?.state === 'sending') return t('reply.sending')
    if (draft.text === '') return t('reply.keys')
    return draft.saved ? t('reply.saved') : t('reply.saving')
  }
}
