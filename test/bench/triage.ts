/**
 * What triage costs: microseconds a judgement (p50, p99) and judgements a second on one core, for short, usual, long
 * and hostile text. Processor time is printed beside the clock, since a loaded machine stretches only the clock.
 */
import { assess } from '../../src/triage/index.ts'
import { machine, percentile } from './machine.ts'

const LONGEST = 2000
const TALK = [
  'chào ạ', 'em có chuyện muốn hỏi', 'dạo này em hay buồn', 'ở lớp các bạn không chơi với em',
  'em 12 tuổi', 'em ở Tam Kỳ', 'dạ ba em hay đánh em', 'em cảm ơn',
]
const filled = (piece: string): string => piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST)

const CASES: Record<string, readonly string[]> = {
  'one word': ['alo'],
  'one message': ['ba đang đánh em, em sợ quá, em trốn trong phòng'],
  'without marks': ['ba dang danh em, em so qua, em tron trong phong'],
  'eight messages': TALK,
  'thirty-two messages': Array.from({ length: 4 }, () => TALK).flat(),
  'long: 2,000 letters of talk': [filled(`${TALK.join('. ')}. `)],
  'hostile: two words over and over': [filled('em con ')],
  'hostile: an act over and over': [filled('ba đánh em ')],
  'hostile: letters pulled apart': [filled('c.h.e.t ')],
  'hostile: no spaces': [filled('khongdamvenha')],
  'hostile: words of no language': [filled('abcdefghijk ')],
  'hostile: marks piled up': [filled('ẹ\u0301\u0302\u0323')],
}

/** Everything is read many times first: what is measured is a service that has run for a while, not the compiler. */
for (let round = 0; round < 300; round++) for (const texts of Object.values(CASES)) if (round < 20 || texts.join('').length <= 500) assess(texts.map((text) => ({ text })))

console.log(machine())
console.log(`${''.padEnd(36)}${['p50 µs', 'p99 µs', 'CPU µs', 'a second'].map((head) => head.padStart(10)).join('')}`)
for (const [name, texts] of Object.entries(CASES)) {
  const turns = texts.map((text) => ({ text }))
  const times = texts.join('').length > 500 ? 150 : 1500
  const before = process.cpuUsage().user
  const samples = Array.from({ length: times }, () => {
    const start = performance.now()
    assess(turns)
    return (performance.now() - start) * 1000
  })
  const cpu = (process.cpuUsage().user - before) / times
  const figures = [percentile(samples, 0.5), percentile(samples, 0.99), cpu, 1e6 / cpu]
  console.log(name.padEnd(36) + figures.map((figure) => Math.round(figure).toLocaleString('en').padStart(10)).join(''))
}
