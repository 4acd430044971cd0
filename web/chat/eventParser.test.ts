import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventParser, type StreamEvent } from './eventParser.ts'

const STREAM = ': ping\n\nid: a:1\nevent: message\ndata: {"text":"một"}\n\nevent: state\ndata: {"owner":"queue"}\n\n: ping\n\ndata: hai\ndata: ba\n\n'
const EVENTS: StreamEvent[] = [{ event: 'message', data: '{"text":"một"}' }, { event: 'state', data: '{"owner":"queue"}' }, { event: 'message', data: 'hai\nba' }]

function parsed(pieces: readonly string[]): StreamEvent[] {
  const events: StreamEvent[] = []
  const parse = createEventParser((event) => events.push(event))
  for (const piece of pieces) parse(piece)
  return events
}

test('the same events come out however the network cuts the stream, with either line end', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: STREAM.length })), fc.boolean(), (cuts, windows) => {
    const stream = windows ? STREAM.replaceAll('\n', '\r\n') : STREAM
    const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
    expect(parsed(at.slice(1).map((end, index) => stream.slice(at[index], end)))).toEqual(EVENTS)
  }))
})

test('an event cut off by a lost line is not half heard', () => {
  expect(parsed(['event: message\ndata: {"text":"m'])).toEqual([])
})
