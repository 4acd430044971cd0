/**
 * Why a message did not go, or not yet: short, safe to log, and shown in the desk as `delivery.<code>`.
 * `rate-limit`, `temporary`, `network` are for now; `timeout` and `unreadable` mean nobody knows; the rest are final.
 */
export const DELIVERY_CODES = [
  /** The platform has had enough of us for the moment. */
  'rate-limit',
  /** A fault of the platform that it calls passing. */
  'temporary',
  /** The platform could not be reached; nothing left this house. */
  'network',
  /** Sent, and no answer came. */
  'timeout',
  /** Sent, and the answer made no sense. */
  'unreadable',
  /** The person must write first: too long since their last message. */
  'window-closed',
  /** The person blocked us, or takes no messages of this kind. */
  'blocked',
  /** No such person, or one who never wrote to this account. */
  'unknown-person',
  /** Our access was withdrawn or has run out: an administrator must sign the channel in again. */
  'token',
  /** The account lacks a permission, a package, a verification. */
  'account',
  /** Paid messages or quota are used up. */
  'quota',
  /** The platform calls it against its rules. */
  'policy',
  /** Longer than the channel takes. */
  'too-long',
  /** Not before morning. */
  'night',
  /** We asked for something the platform does not know: our mistake. */
  'refused',
] as const
export type DeliveryCode = (typeof DELIVERY_CODES)[number]
