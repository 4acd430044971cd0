/** `npm run -s sealed:open -- FILE.html`: asks for the passphrase and prints what is in a sealed file; the letter is saved beside it. */
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { contentSchema } from './content.ts'
import { openEnvelope } from './envelope.ts'
import { envelopeIn } from './page.ts'

const [file] = process.argv.slice(2)
if (file === undefined) {
  console.error('sealed:open FILE.html')
  process.exit(1)
}
const terminal = createInterface({ input: process.stdin, output: process.stderr })
const passphrase = await terminal.question('Mã mở tệp / passphrase: ')
terminal.close()
const { letter, ...content } = contentSchema.parse(JSON.parse(await openEnvelope(envelopeIn(await readFile(file, 'utf8')), passphrase)))
await writeFile(join(dirname(file), letter.name.replace(/[\\/]/g, '-')), Buffer.from(letter.base64, 'base64'))
console.log(JSON.stringify(content, null, 2))
