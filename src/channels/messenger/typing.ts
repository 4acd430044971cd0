import { createHmac } from 'node:crypto'
import type { Config } from '../../config.ts'
import { callProvider, type Fetch } from '../wire/index.ts'

/** Shows the person three dots for up to twenty seconds (wire-facts §4). Whatever comes of it, nothing depends on it. */
export function messengerTyping({ config, fetch }: { config: Config; fetch?: Fetch }): (externalId: string) => Promise<void> {
  const { MESSENGER_APP_SECRET: secret = '', MESSENGER_PAGE_TOKEN: token = '' } = config
  const proof = createHmac('sha256', secret).update(token).digest('hex')
  const url = `${config.MESSENGER_API_URL}/${config.MESSENGER_API_VERSION}/me/messages?appsecret_proof=${proof}`
  return async (externalId) => {
    const body = JSON.stringify({ recipient: { id: externalId }, sender_action: 'typing_on' })
    await callProvider(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body }, { fetch })
  }
}
