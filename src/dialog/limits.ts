/** Every limit of the engine, so that no input can make it run or talk for ever (peers.md F23). */

/** Steps walked in one turn before it is cut and handed to a human. */
export const STEPS_PER_TURN = 60
/** Turns of one conversation before it goes to a human (a bot talking to a bot). */
export const TURNS_PER_SESSION = 500
/** Asks remembered for "go back". */
export const TRAIL_LENGTH = 30
/** Characters of a written answer that are kept; the whole message stays in the transcript anyway. */
export const ANSWER_LENGTH = 500
/** Silence of the bot after which it says again that it is a machine (Messenger policy, safeguarding.md §2.1.9). */
export const LAPSE_SECONDS = 12 * 60 * 60
/** Characters of a message the engine looks at. */
export const TEXT_LENGTH = 4000
/** Bubbles without an answer after which the bot waits in silence: one of Zalo's eight stays for the human. */
export const UNANSWERED_BUBBLES = 7

/** Whether one more bubble fits before the person writes again. */
export function mayStillTalk(session: { unanswered: number }): boolean {
  return session.unanswered < UNANSWERED_BUBBLES
}

/** A message of more words than this tells something: it is thanked for, not called a failed answer. */
export const STORY_WORDS = 2
/** In a message of at most this many words, a first "có" or "không" is the answer. */
export const FIRST_WORD_ANSWERS = 5
/** A message of more words than this is not taken for a mere topic. */
export const TOPIC_WORDS = 7

/** Buttons a channel can show (Zalo, wire-facts §1.7) and the length of a title (Messenger quick replies). */
export const BUTTONS = 5
export const BUTTON_TITLE = 20

/** Communes to choose from at once: no district of the province became more. */
export const MOST_OFFERED = 8
