// zod builds its checks with `new Function` where it may; our policy forbids that, and each attempt would be a
// violation among which a real one is not seen. Set before any schema is built (case records check theirs here).
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
