/** One event of a Server-Sent Events stream. */
export type StreamEvent = { event: string; data: string }

/** Takes pieces of a stream as they come and calls back for each whole event. Comments (pings) are passed over. */
export function createEventParser(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let waiting = ''
  let event = ''
  let data: string[] = []

  function line(text: string): void {
    if (text === '') {
      if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n') })
      event = ''
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon === -1 ? text : text.slice(0, colon)
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    if (field === 'data') data.push(value)
  }

  return (piece) => {
    const lines = (waiting + piece).split('\n')
    waiting = lines.pop() ?? ''
    for (const one of lines) line(one.replace(/\r$/, ''))
  }
}
