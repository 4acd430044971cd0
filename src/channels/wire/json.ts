declare global {
  interface JSON {
    /** ES2025 source text access: the reviver also sees how a number was written. */
    parse(text: string, reviver: (key: string, value: unknown, context?: { source?: string }) => unknown): unknown
  }
}

/**
 * Parses a webhook body. Integers beyond 2^53 (platform ids written as numbers) come back as the text they
 * were written as: rounding one would turn one person into another.
 * @returns undefined when the bytes are not JSON, or nest so deep that no honest sender wrote them.
 */
export function parseJson(bytes: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(bytes.toString('utf8'), exactIntegers) }
  } catch {
    // SyntaxError, or RangeError on hostile nesting; the text of either may quote the body, so it goes nowhere.
    return undefined
  }
}

function exactIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const rounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return rounded ? (context?.source ?? String(value)) : value
}
