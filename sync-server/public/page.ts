import { html, type Markup } from './markup.ts'

export type PublicPage = { title: string; body: Markup; wide?: boolean }

/** A whole page: no script, one style sheet, readable on an old phone. `current` marks the place in the menu. */
export function writePage({ title, body, wide = false }: PublicPage, current: 'status' | 'data' | 'home'): string {
  const link = (path: string, name: string, here: boolean) =>
    here ? html`<a href="${path}" aria-current="page">${name}</a>` : html`<a href="${path}">${name}</a>`
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${title} – Một Cửa</title>
<link rel="stylesheet" href="/trang.css">
</head>
<body>
<a class="skip" href="#noi-dung">Đến nội dung</a>
<header><div class="in"><strong>Một Cửa</strong><nav aria-label="Mục">${link('/tra-cuu', 'Tra cứu hồ sơ', current === 'status')}${link('/du-lieu-mo', 'Dữ liệu mở', current === 'data')}</nav></div></header>
<main id="noi-dung" class="${wide ? 'in wide' : 'in'}">
${body}
</main>
<footer><div class="in">Trang này không dùng cookie, không lưu thông tin của người tra cứu.</div></footer>
</body>
</html>
`.text
}
