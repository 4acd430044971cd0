import { read, withFields, write } from '../http/request.ts'

/** A file as the server hands it out: inside JSON, so that no viewer of the browser opens it by itself. */
export type ServedFile = { title: string; mime: string; base64: string }
const isFile = withFields<ServedFile>('title', 'mime', 'base64')

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Reads a file from the desk's API and gives it to the person as a download. @throws RequestError */
export async function saveFile(path: string): Promise<void> {
  save(await read(path, isFile))
}

/** The same for a file that is handed out only when asked for with a reason. @throws RequestError */
export async function savePosted(path: string, body: object): Promise<void> {
  save(await write('POST', path, body, isFile))
}

function save({ title, mime, base64 }: ServedFile): void {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }))
  const link = document.createElement('a')
  link.href = url
  link.download = mime === WORD && !title.endsWith('.docx') ? `${title}.docx` : title
  link.click()
  URL.revokeObjectURL(url)
}
