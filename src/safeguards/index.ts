export { createVault, type Context, type DataKey, type Vault } from './vault.ts'
export { readMasterKey } from './masterKey.ts'
export { recordAccess, type AccessAction } from './accessLog.ts'
