import { describe, expect, it } from 'vitest'
import { detectLocale, isForeign } from './language.ts'

describe('the language of the first words', () => {
  it.each(['I need help please', 'my friend is not safe at home', 'Hello, I am scared of him'])('%j is English', (text) => expect(detectLocale(text)).toBe('en'))
  it.each(['em cần giúp', 'ba đánh con'])('%j is Vietnamese', (text) => expect(detectLocale(text)).toBe('vi'))
  it.each(['alo', 'ba danh em dau lam', 'hi', 'ok', '12'])('%j is left open', (text) => expect(detectLocale(text)).toBeUndefined())
})

describe('isForeign', () => {
  it.each(['ba danh em dau lam', 'e ko bt lm j nx', 'con bị ba đánh hoài', 'I am at home and he is here', 'em buồn quáaaaa', 'ok', 'test test', 'em muoons hoir hocj boongr', 'ba ddanhs em ddau lawms'])(
    '%j can be read', (text) => expect(isForeign(text)).toBe(false))
  it.each(['bonjour je voudrais parler avec quelqu un', 'привет мне нужна помощь сейчас', 'asdkjh qwlekj zxmcnb qpwoei'])(
    '%j cannot', (text) => expect(isForeign(text)).toBe(true))
})
