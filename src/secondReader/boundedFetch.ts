/** An honest answer is far smaller; a hostile or broken server must not fill the memory of a service that keeps children's talks. */
const MOST_BYTES = 64 * 1024

/** `fetch` that reads the whole body under the caller's signal and gives up past {@link MOST_BYTES}. Redirects are refused: they lead elsewhere. */
export async function boundedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: 'error' })
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > MOST_BYTES) throw new Error('the answer is too long')
    parts.push(part)
  }
  return new Response(Buffer.concat(parts), { status: response.status, headers: response.headers })
}
