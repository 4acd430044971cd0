export { hasSecondReader, startSecondReader, type SecondReaderOptions } from './startSecondReader.ts'
