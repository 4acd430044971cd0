/** Locale files as flat tables: `{a: {b: "x"}}` → `{"a.b": "x"}`. */
export type Nested = { [key: string]: string | Nested }

export function flatten(nested: Nested, prefix = ''): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [key, value] of Object.entries(nested)) {
    if (typeof value === 'string') flat[prefix + key] = value
    else Object.assign(flat, flatten(value, `${prefix}${key}.`))
  }
  return flat
}
