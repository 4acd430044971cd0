/** The first page, at `/`: what this is, the numbers, the way to the chat. No script, nothing from elsewhere. */
import type { Centre } from '../../directory/index.ts'
import type { Language, Locales } from '../../locales.ts'
import { QUICK_EXIT } from './centre.ts'
import { escapeHtml } from './html.ts'
import { spaced } from './number.ts'

export type HomePageOptions = { centre: Centre; language: Language; locales: Locales; quickExit?: string }

/** The whole page as HTML; serve it with PAGE_HEADERS. Its style sheet, /chat/home.css, comes with the chat's build. */
export function homePage({ centre, language, locales, quickExit = QUICK_EXIT }: HomePageOptions): string {
  const other = language === 'vi' ? 'en' : 'vi'
  const params = { centre: centre.name[language], number: centre.numbers.child111.number }
  const say = (key: string) => escapeHtml(locales.text(language, 'home', key, params))
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say('title')}</title>
<link rel="icon" href="/chat/icon.svg">
<link rel="stylesheet" href="/chat/home.css">
</head>
<body>
<header>
<a class="language" href="/?lang=${other}" lang="${other}" hreflang="${other}" data-testid="lang-switch">${say('other')}</a>
<a class="exit" href="${escapeHtml(quickExit)}" rel="noreferrer" data-testid="quick-exit">${say('exit')}</a>
</header>
<main>
<h1>${say('heading')}</h1>
<p>${say('child')}</p>
<p><a class="chat" href="/chat" data-testid="open-chat">${say('chat')}</a></p>
<h2>${say('danger')}</h2>
<ul>
${numberItems(centre, language)}
</ul>
<p class="soft">${say('free')}</p>
<p class="soft">${say('machine')}</p>
<p class="soft">${say('adult')}</p>
<p class="soft">${say('privacy')}</p>
</main>
</body>
</html>
`
}

const SHOWN = ['child111', 'hotline', 'police', 'ambulance', 'fire'] as const

function numberItems({ numbers }: Centre, language: Language): string {
  return SHOWN.map((name) => {
    const { number, label } = numbers[name]
    const mark = name === 'child111' ? ' data-testid="call-111"' : ''
    return `<li><a href="tel:${escapeHtml(number)}"${mark}><b>${escapeHtml(spaced(number))}</b> <span>${escapeHtml(label[language])}</span></a></li>`
  }).join('\n')
}
