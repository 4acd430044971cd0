export { MESSENGER_TEXT_LIMIT } from './body.ts'
export { messengerSender } from './send.ts'
export { metaSignature } from './signature.ts'
export { messengerWebhook } from './webhook.ts'
