import type { AccessAction } from '../../../src/safeguards/accessLog.ts'
import vi from '../../../locales/vi/safeguards.json' with { type: 'json' }

/** A sentence for everything the access log can tell: an action without one does not compile. */
export const ACCESS_SENTENCES: Readonly<Record<AccessAction, string>> = vi.access
