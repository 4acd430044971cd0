export { acknowledgeAlarms, raiseAlarm } from './alarm.ts'
