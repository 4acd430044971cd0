/** The routes of one conversation: each parses, and calls the use case of its name. */
import { acknowledge } from './acknowledge.ts'
import { addWordsSchema, blockSchema, closeSchema, correctSchema, draftSchema, messagesQuerySchema, releaseSchema, replySchema, setLevelSchema, snoozeSchema, takeNoteSchema, takeOverSchema, transferSchema } from './api.ts'
import { blockPerson, unblockPerson } from './blockPerson.ts'
import { claimConversation } from './claimConversation.ts'
import { clearReview } from './clearReview.ts'
import { closeConversation } from './closeConversation.ts'
import { correct } from './correct.ts'
import type { Desk } from './desk.ts'
import { read, type Asked, type Gate } from './guard.ts'
import { acceptOffer, declineOffer } from './offer.ts'
import { openCaseByHand } from './openCaseByHand.ts'
import { readConversation } from './readConversation.ts'
import { readMessages } from './readMessages.ts'
import { release } from './release.ts'
import { reply } from './reply.ts'
import { saveDraft } from './saveDraft.ts'
import { setLevel } from './setLevel.ts'
import { snooze } from './snooze.ts'
import { addWords } from './takeContact.ts'
import { takeNote } from './takeNote.ts'
import { takeOver } from './takeOver.ts'
import { transfer } from './transfer.ts'

/** An act that has nothing to tell answers with nothing in it. */
const done = (act: (asked: Asked) => Promise<unknown>) => async (asked: Asked): Promise<object> => {
  await act(asked)
  return {}
}

export function addConversationRoutes({ on }: Gate, desk: Desk): void {
  on('get', '/conversations/:id', 'conversation.read', ({ staff, id }) => readConversation(desk, staff, id))
  on('get', '/conversations/:id/messages', 'conversation.read', ({ staff, id, query }) => readMessages(desk, staff, id, read(messagesQuerySchema, query)))
  on('post', '/conversations/:id/reply', 'conversation.reply', ({ staff, id, body }) => reply(desk, staff, id, read(replySchema, body)))
  on('post', '/conversations/:id/notes', 'conversation.note', ({ staff, id, body }) => takeNote(desk, staff, id, read(takeNoteSchema, body)))
  on('post', '/conversations/:id/words', 'contact.take', ({ staff, id, body }) => addWords(desk, staff, id, read(addWordsSchema, body)))
  on('post', '/conversations/:id/open-case', 'conversation.open-case', ({ staff, id }) => openCaseByHand(desk, staff, id))
  on('put', '/conversations/:id/draft', 'conversation.reply', ({ staff, id, body }) => saveDraft(desk, staff, id, read(draftSchema, body)))

  on('post', '/conversations/:id/claim', 'conversation.claim', done(({ staff, id }) => claimConversation(desk, staff, id)))
  on('post', '/conversations/:id/take-over', 'conversation.take-over', done(({ staff, id, body }) => takeOver(desk, staff, id, read(takeOverSchema, body))))
  on('post', '/conversations/:id/level', 'conversation.level', done(({ staff, id, body }) => setLevel(desk, staff, id, read(setLevelSchema, body))))
  on('post', '/conversations/:id/correct', 'conversation.correct', done(({ staff, id, body }) => correct(desk, staff, id, read(correctSchema, body))))
  on('post', '/conversations/:id/snooze', 'conversation.snooze', done(({ staff, id, body }) => snooze(desk, staff, id, read(snoozeSchema, body))))
  on('post', '/conversations/:id/review', 'conversation.level', done(({ staff, id }) => clearReview(desk, staff, id)))
  on('post', '/conversations/:id/block', 'person.block', done(({ staff, id, body }) => blockPerson(desk, staff, id, read(blockSchema, body))))
  on('post', '/conversations/:id/unblock', 'person.block', done(({ staff, id }) => unblockPerson(desk, staff, id)))
  on('post', '/conversations/:id/release', 'conversation.release', done(({ staff, id, body }) => release(desk, staff, id, read(releaseSchema, body))))
  on('post', '/conversations/:id/transfer', 'conversation.transfer', done(({ staff, id, body }) => transfer(desk, staff, id, read(transferSchema, body))))
  on('post', '/conversations/:id/accept', 'conversation.transfer', done(({ staff, id }) => acceptOffer(desk, staff, id)))
  on('post', '/conversations/:id/decline', 'conversation.transfer', done(({ staff, id }) => declineOffer(desk, staff, id)))
  on('post', '/conversations/:id/close', 'conversation.close', done(({ staff, id, body }) => closeConversation(desk, staff, id, read(closeSchema, body))))
  on('post', '/conversations/:id/acknowledge', 'alarm.acknowledge', done(({ staff, id }) => acknowledge(desk, staff, id)))
}
