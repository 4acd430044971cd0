export { writeBackup, type BackupMade } from './writeBackup.ts'
export { restoreBackup, type Restored } from './restoreBackup.ts'
