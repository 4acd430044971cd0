/** Zalo's texts for its numbers; spelling is theirs. Every one comes with HTTP 200. */
const TEXTS: ReadonlyMap<number, string> = new Map([
  [-32, 'Your application reach limit call api'],
  [-200, 'Send message failed'],
  [-201, 'Params is invalid'],
  [-204, 'Offical Account is disable'],
  [-205, 'Offical Account is not exist'],
  [-210, 'Params is over limit'],
  [-211, 'Out of quota'],
  [-213, 'User has not followed Official Account'],
  [-216, 'Access token is invalid'],
  [-217, 'User blocked invite from Official Account'],
  [-218, 'Out of quota receive'],
  [-220, 'access_token is expired or removed'],
  [-221, 'Official Account is not verified'],
  [-224, 'Official Account package is not allowed'],
  [-227, 'User is banned or has been inactive for more than 45 days'],
  [-230, 'User has not interacted with the OA in the past 7 days'],
  [-232, 'User has not interacted with the OA, or the latest interaction is expired'],
  [-233, 'Message type is not supported'],
  [-234, 'This type of message is not allowed at night'],
  [-242, 'appsecret_proof is invalid'],
  [-244, 'User has restricted this type of message from your OA'],
  [-248, 'Violates platform standards'],
  [-321, 'ZCA is out of money'],
])

export function zaloError(code: number, message = TEXTS.get(code) ?? 'Unknown error'): { error: number; message: string } {
  return { error: code, message }
}
