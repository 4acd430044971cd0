import { describe, expect, it } from 'vitest'
import { followPronoun, pronounParams } from './pronoun.ts'
import { newSession } from './session.ts'
import { parseDialogs } from './parse.ts'

const session = newSession(parseDialogs([], { vi: {}, en: {} }).dialogs, { locale: 'vi' })

describe('the pronoun follows the person', () => {
  it.each([
    ['con bị ba đánh', 'child', 'con'], ['con so lam', 'unknown', 'con'], ['tớ buồn', 'child', 'bạn'], ['cô ơi cứu con với', 'child', 'con'], ['cứu con tôi với', 'unknown', 'em'], ['giúp con bé nhà bên', 'unknown', 'em'], ['em muốn hỏi', 'child', 'em'],
    ['chào', 'unknown', 'em'], ['con tôi bị bắt nạt', 'parent', 'anh/chị'], ['con bị sốt', 'parent', 'anh/chị'], ['tôi thấy con họ bị đánh', 'unknown', 'em'],
    ['thằng con bị đánh tôi thấy', 'unknown', 'em'],
  ])('%j (%s) → %s', (text, reporter, pronoun) => expect(followPronoun(session, { text, reporter })).toBe(pronoun))

  it('an adult stays addressed as one', () => {
    expect(followPronoun({ ...session, pronoun: 'anh/chị' }, { text: 'em muốn hỏi', reporter: 'unknown' })).toBe('anh/chị')
  })
  it('gives every text its params', () => {
    expect(pronounParams({ ...session, pronoun: 'con' })).toEqual({ you: 'con', You: 'Con', staff: 'cô chú', Staff: 'Cô chú' })
    expect(pronounParams({ ...session, pronoun: 'anh/chị' })).toEqual({ you: 'anh/chị', You: 'Anh/chị', staff: 'cán bộ', Staff: 'Cán bộ' })
  })
})
