/** The routes of one conversation: each parses, and calls the use case of its name. */
import { acknowledge } from './acknowledge.ts'
import { addWordsSchema, blockSchema, closeSchema, correctSchema, draftSchema, messagesQuerySchema, releaseSchema, replySchema, setLevelSchema, snoozeSchema, takeNoteSchema, takeOverSchema, transferSchema } from './api.ts'
import { blockPerson, unblockPerson } from './blockPerson.ts'
import { claimConversation } from './claimConversation.ts'
import { clearReview } from './clearReview.ts'
import { closeConversation } from './closeConversation.ts'
import { correct } from './correct.ts'
import type { Desk } from './desk.ts'
import { read, type Gate } from './guard.ts'
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

/** The answer of an act that has nothing to tell. */
const DONE = {}

export function addConversationRoutes({ on }: Gate, desk: Desk): void {
  on('get', '/conversations/:id', 'conversation.read', ({ staff, id }) => readConversation(desk, staff, id))
  on('get', '/conversations/:id/messages', 'conversation.read', ({ staff, id, query }) => readMessages(desk, staff, id, read(messagesQuerySchema, query)))
  on('post', '/conversations/:id/reply', 'conversation.reply', ({ staff, id, body }) => reply(desk, staff, id, read(replySchema, body)))
  on('post', '/conversations/:id/notes', 'conversation.note', ({ staff, id, body }) => takeNote(desk, staff, id, read(takeNoteSchema, body)))
  on('post', '/conversations/:id/words', 'contact.take', ({ staff, id, body }) => addWords(desk, staff, id, read(addWordsSchema, body)))
  on('post', '/conversations/:id/open-case', 'conversation.open-case', ({ staff, id }) => openCaseByHand(desk, staff, id))
  on('put', '/conversations/:id/draft', 'conversation.reply', ({ staff, id, body }) => saveDraft(desk, staff, id, read(draftSchema, body)))

  on('post', '/conversations/:id/claim', 'conversation.claim', async ({ staff, id }) => {
    await claimConversation(desk, staff, id)
    return DONE
  })
  on('post', '/conversations/:id/take-over', 'conversation.take-over', async ({ staff, id, body }) => {
    await takeOver(desk, staff, id, read(takeOverSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/level', 'conversation.level', async ({ staff, id, body }) => {
    await setLevel(desk, staff, id, read(setLevelSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/correct', 'conversation.correct', async ({ staff, id, body }) => {
    await correct(desk, staff, id, read(correctSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/snooze', 'conversation.snooze', async ({ staff, id, body }) => {
    await snooze(desk, staff, id, read(snoozeSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/review', 'conversation.level', async ({ staff, id }) => {
    await clearReview(desk, staff, id)
    return DONE
  })
  on('post', '/conversations/:id/block', 'person.block', async ({ staff, id, body }) => {
    await blockPerson(desk, staff, id, read(blockSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/unblock', 'person.block', async ({ staff, id }) => {
    await unblockPerson(desk, staff, id)
    return DONE
  })
  on('post', '/conversations/:id/release', 'conversation.release', async ({ staff, id, body }) => {
    await release(desk, staff, id, read(releaseSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/transfer', 'conversation.transfer', async ({ staff, id, body }) => {
    await transfer(desk, staff, id, read(transferSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/accept', 'conversation.transfer', async ({ staff, id }) => {
    await acceptOffer(desk, staff, id)
    return DONE
  })
  on('post', '/conversations/:id/decline', 'conversation.transfer', async ({ staff, id }) => {
    await declineOffer(desk, staff, id)
    return DONE
  })
  on('post', '/conversations/:id/close', 'conversation.close', async ({ staff, id, body }) => {
    await closeConversation(desk, staff, id, read(closeSchema, body))
    return DONE
  })
  on('post', '/conversations/:id/acknowledge', 'alarm.acknowledge', async ({ staff, id }) => {
    await acknowledge(desk, staff, id)
    return DONE
  })
}
