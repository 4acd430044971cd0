// Runs in the receiver's browser, without a network: asks for the passphrase, opens the file, shows it as text.
const envelope = JSON.parse(document.getElementById('envelope').textContent)
const words = JSON.parse(document.getElementById('words').textContent)
const [form, field, state, opened] = ['ask', 'passphrase', 'state', 'opened'].map((id) => document.getElementById(id))
const bytesOf = (base64) => Uint8Array.from(atob(base64), (one) => one.codePointAt(0))

async function open(passphrase) {
  const text = new TextEncoder()
  const base = await crypto.subtle.importKey('raw', text.encode(passphrase.replace(/\D/g, '')), 'PBKDF2', false, ['deriveKey'])
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(envelope.salt), iterations: envelope.iterations }
  const key = await crypto.subtle.deriveKey(kdf, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(envelope.nonce), additionalData: text.encode(envelope.format) }, key, bytesOf(envelope.sealed))
  return JSON.parse(new TextDecoder().decode(plain))
}

// Everything is written as text, never as markup.
function add(parent, tag, text) {
  const element = document.createElement(tag)
  if (text !== undefined) element.textContent = text
  parent.append(element)
  return element
}

function show(content) {
  form.hidden = true
  const title = add(opened, 'h2', content.title)
  title.tabIndex = -1
  add(opened, 'p', content.secret).className = 'secret'
  const facts = add(opened, 'dl')
  for (const name of ['from', 'to', 'number', 'madeAt', 'ground']) {
    add(facts, 'dt', words[name])
    add(facts, 'dd', content[name])
  }
  for (const section of content.sections) {
    add(opened, 'h3', section.title)
    const list = add(opened, 'dl')
    for (const row of section.rows) {
      add(list, 'dt', row.label)
      add(list, 'dd', row.value)
    }
  }
  const buttons = add(opened, 'p')
  buttons.className = 'buttons'
  const letter = add(buttons, 'a', words.letter)
  letter.href = URL.createObjectURL(new Blob([bytesOf(content.letter.base64)], { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }))
  letter.download = content.letter.name
  const print = add(buttons, 'button', words.print)
  print.type = 'button'
  print.addEventListener('click', () => window.print())
  opened.hidden = false
  title.focus()
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  state.textContent = words.opening
  try {
    show(await open(field.value))
    state.textContent = ''
  } catch {
    state.textContent = crypto.subtle ? words.wrong : words.old
    field.focus()
  }
})
