export { centreSchema, isOpen, localTime, targetMinutes, type Centre, type NumberName } from './centre.ts'
export { readCentre, seedDemoCentre, watchCentre, type CentreReader } from './store.ts'
