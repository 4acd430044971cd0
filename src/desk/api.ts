/**
 * The desk's HTTP contract: what the browser app in web/desk sends and gets. Browser-safe: zod and
 * unions only, no I/O. Every path stands under /desk/api; times are ISO 8601 with zone.
 *
 * Signed-in requests carry the session cookie; every request that is not a GET carries the header
 * `X-CSRF-Token` (from GET /me or the sign-in answer) as well. A refusal is `{error}` below; its `key`
 * is a sentence of locales/<lang>/errors.json and `details` its parameters.
 */
export * from './api/common.ts'
export * from './api/session.ts'
export * from './api/queue.ts'
export * from './api/conversation.ts'
export * from './api/acts.ts'
export * from './api/corrections.ts'
export * from './api/live.ts'
export * from './api/contacts.ts'
export * from './api/views.ts'
export * from './api/roster.ts'
export * from './api/accounts.ts'
export * from './api/quality.ts'
export * from './api/alarms.ts'
export * from './api/media.ts'
export * from './api/channels.ts'
export * from './api/blocks.ts'
export * from './api/communes.ts'
export * from './api/canned.ts'
export * from './api/identity.ts'
export * from './api/returned.ts'
