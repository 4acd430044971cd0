/** What Zalo's page of permission put into the address on the way back; undefined when nobody comes from there. */
export function cameBack(search: string): { code: string; oaId: string; state?: string } | undefined {
  const query = new URLSearchParams(search)
  const [code, oaId, state] = [query.get('code'), query.get('oa_id'), query.get('state')]
  if (!code || !oaId) return undefined
  return { code, oaId, ...(state ? { state } : {}) }
}
