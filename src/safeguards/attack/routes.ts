/**
 * Every route of the desk, as an attacker would have listed them: those of the gate that need a session.
 * test/safeguards/attack.test.ts finds one that is missing.
 */
const ROUTES = `
  /accesses GET
  /account-requests/:id/confirm POST
  /account-requests/:id/refuse POST
  /accounts GET POST
  /accounts/:id/change POST
  /accounts/:id/link POST
  /accounts/:id/second-factor/reset POST
  /accounts/:id/sessions/end POST
  /alarms GET
  /audit GET
  /audit/anchors GET
  /audit/verify POST
  /blocks GET
  /breaches GET POST
  /breaches/:id/amend POST
  /breaches/:id/notified POST
  /breaches/:id/paper GET
  /canned GET POST
  /canned/:id PUT
  /cases/:id GET
  /cases/:id/accesses GET
  /cases/:id/assign POST
  /cases/:id/data-requests POST
  /cases/:id/edits POST
  /cases/:id/history GET
  /cases/:id/holds POST
  /cases/:id/keeping GET
  /cases/:id/links POST
  /cases/:id/papers POST
  /cases/:id/papers/file GET
  /cases/:id/papers/open POST
  /cases/:id/papers/received POST
  /cases/:id/papers/sealed POST
  /cases/:id/parts POST
  /cases/:id/parts/remove POST
  /cases/:id/referrals POST
  /cases/:id/state POST
  /cases/:id/steps POST
  /cases/:id/suggestions GET
  /cases/:id/tasks POST
  /cases/:id/tasks/done POST
  /cases/due GET
  /cases/search POST
  /cases/search-notes POST
  /channels GET
  /channels/check POST
  /channels/test POST
  /channels/zalo/authorise POST
  /channels/zalo/link POST
  /channels/zalo/refresh-token POST
  /claim-next POST
  /communes GET
  /contacts POST
  /conversations/:id GET
  /conversations/:id/accept POST
  /conversations/:id/accesses GET
  /conversations/:id/acknowledge POST
  /conversations/:id/block POST
  /conversations/:id/claim POST
  /conversations/:id/close POST
  /conversations/:id/decline POST
  /conversations/:id/draft PUT
  /conversations/:id/erase POST
  /conversations/:id/erasure-wish POST
  /conversations/:id/holds POST
  /conversations/:id/identity POST
  /conversations/:id/keeping GET
  /conversations/:id/level POST
  /conversations/:id/media GET
  /conversations/:id/messages GET
  /conversations/:id/notes POST
  /conversations/:id/open-case POST
  /conversations/:id/quality POST
  /conversations/:id/release POST
  /conversations/:id/reply POST
  /conversations/:id/review POST
  /conversations/:id/take-over POST
  /conversations/:id/transfer POST
  /conversations/:id/unblock POST
  /conversations/:id/words POST
  /data-requests/:id/decide POST
  /data-requests/:id/extend POST
  /erasures GET
  /erasures/:id/erase POST
  /erasures/:id/refuse POST
  /events GET
  /holds GET
  /holds/:id/release POST
  /identity GET
  /me GET PATCH
  /me/alarm-paths GET POST
  /me/alarm-paths/:id/remove POST
  /me/alarm-test POST
  /me/alarm-test/:id GET
  /me/channels GET
  /me/channels/code POST
  /me/channels/remove POST
  /me/password POST
  /me/proof POST
  /me/second-factor/begin POST
  /me/second-factor/confirm POST
  /me/second-factor/remove POST
  /me/security GET
  /me/sessions/:id/end POST
  /me/sessions/end-others POST
  /media/:id/fetch-again POST
  /media/:id/open POST
  /media/opened/:id GET
  /messages/:id/send-again POST
  /places POST
  /presence POST
  /purges GET
  /quality/sample GET
  /quality/summary GET
  /queue GET
  /referrals/:id/act POST
  /referrals/:id/contacts POST
  /referrals/:id/ground POST
  /reports/cases GET
  /reports/dimensions GET
  /reports/export GET
  /reports/feedback GET
  /reports/pivot GET
  /reports/pivot/file GET
  /reports/plan GET
  /reports/service GET
  /reports/terms GET
  /reports/triage GET
  /retention GET
  /roster GET
  /roster/shifts POST
  /roster/shifts/:id/give POST
  /roster/shifts/:id/remove POST
  /services GET POST
  /services/:id PUT
  /sign-out POST
  /staff GET
  /triage/agreement GET
  /triage/try POST
  /views GET PUT
  /wall GET
  /wall/alarms GET
`

export const ANY_ID = '00000000-0000-4000-8000-0000000000ff'

/** Method and path, with an id that does not exist. */
export const DESK_ROUTES: readonly (readonly [method: string, path: string])[] = ROUTES.trim().split('\n').flatMap((line) => {
  const [path = '', ...methods] = line.trim().split(' ')
  return methods.map((method) => [method, path.replaceAll(':id', ANY_ID)] as const)
})
