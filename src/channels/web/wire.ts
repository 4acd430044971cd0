/** What travels between the chat's server and browser halves under /chat/api. Types only: the browser app imports them. */

/** A quick answer, or with `phone` a number to call. */
export type ChatButton = { title: string; payload: string; phone?: string }

/** One thing said, as the visitor may see it. */
export type ChatMessage = {
  id: string
  /** Where it stands in the whole talk; send the last one as `after` or Last-Event-ID to go on from there. */
  place: string
  seq: number
  author: 'person' | 'bot' | 'staff'
  text: string
  buttons: ChatButton[]
  /** ISO 8601. */
  at: string
  /** A counsellor's given name, never more. */
  staffName?: string
  /** For the visitor's own messages: the id their browser gave. */
  clientId?: string
}

/** Who speaks now. `open` false: the talk was closed, and writing begins a new one. `typing`: the staff member is. */
export type ChatState = { owner: 'bot' | 'queue' | 'staff'; open: boolean; staffName?: string; typing?: true }

export type Transcript = { messages: ChatMessage[]; state: ChatState }

/** What the chat page knows of the Centre. Numbers as dialled. */
export type PublicCentre = {
  name: { vi: string; en: string }
  numbers: { hotline: string; child111: string; police: string; ambulance: string; fire: string; disaster: string }
  /** Where "quick exit" leads: a page that is on every phone. */
  quickExit: string
}
