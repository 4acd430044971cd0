/**
 * A visitor of the web chat: no account and no cookie, only a token that lives in one browser tab.
 * 16 random bytes and 16 of a keyed hash, so that nobody can invent one and go round the limits.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../errors.ts'
import type { Vault } from '../../safeguards/index.ts'
import { externalHash } from '../../conversation/index.ts'

const ID_BYTES = 16
const PROOF_BYTES = 16
const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/

export type Visitor = {
  /** The person's external id. */
  readonly token: string
  readonly hash: Buffer
  /** The hash as text: a key for maps, never for a log. */
  readonly key: string
}

export function createVisitorToken(vault: Vault): string {
  const id = randomBytes(ID_BYTES)
  return Buffer.concat([id, proofOf(vault, id)]).toString('base64url')
}

/** @throws AppError unauthorised when the header holds no token of ours. */
export function readVisitor(vault: Vault, authorization: string | undefined): Visitor {
  const token = BEARER.exec(authorization ?? '')?.[1]
  const bytes = Buffer.from(token ?? '', 'base64url')
  const genuine = bytes.length === ID_BYTES + PROOF_BYTES && timingSafeEqual(bytes.subarray(ID_BYTES), proofOf(vault, bytes.subarray(0, ID_BYTES)))
  if (token === undefined || !genuine) throw new AppError('unauthorised', 'error.unauthorised', 'no visitor token of ours')
  const hash = externalHash(vault, { channel: 'web', account: WEB_ACCOUNT, externalId: token })
  return { token, hash, key: hash.toString('base64url') }
}

/** The web chat is one account. */
export const WEB_ACCOUNT = 'web'

/** Event keys carry the visitor, so that one browser's id can never swallow another's message. */
export function eventKeyOf(visitor: Visitor, id: string): string {
  return `${visitor.key.slice(0, TAG_LENGTH)}:${id}`
}

/** The browser's own id back from {@link eventKeyOf}. */
export function clientIdOf(eventKey: string): string {
  return eventKey.slice(TAG_LENGTH + 1)
}

const TAG_LENGTH = 22

function proofOf(vault: Vault, id: Buffer): Buffer {
  return vault.blindIndex('web-visitor', id.toString('base64url')).subarray(0, PROOF_BYTES)
}
