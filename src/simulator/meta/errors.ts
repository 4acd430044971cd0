import { randomBytes } from 'node:crypto'

export type GraphProblem = { code: number; subcode?: number | undefined; transient?: boolean | undefined; message?: string | undefined }

const TEXTS: ReadonlyMap<number, string> = new Map([
  [1, 'An unknown error has occurred.'],
  [2, 'Service temporarily unavailable'],
  [4, '(#4) Application request limit reached'],
  [10, '(#10) This message is sent outside of allowed window.'],
  [100, '(#100) Invalid parameter'],
  [190, 'Error validating access token: The session has been invalidated.'],
  [200, '(#200) Permissions error'],
  [551, "(#551) This person isn't available right now."],
  [613, '(#613) Calls to this api have exceeded the rate limit.'],
])

const STATUS: ReadonlyMap<number, number> = new Map([[1, 500], [2, 503], [4, 403], [10, 403], [190, 400], [200, 403], [613, 429]])

/** Meta's error body and the HTTP status it comes with. */
export function graphError({ code, subcode, transient, message }: GraphProblem): { status: number; body: unknown } {
  const error = {
    message: message ?? TEXTS.get(code) ?? `(#${code}) Error`,
    type: 'OAuthException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(transient === undefined ? {} : { is_transient: transient }),
    fbtrace_id: randomBytes(8).toString('base64url'),
  }
  return { status: STATUS.get(code) ?? 400, body: { error } }
}
