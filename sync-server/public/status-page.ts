import type { PublicStatus } from '#core/public-status/public-status.ts'
import type { Day, Instant } from '#core/record/instant.ts'
import { html, type Markup } from './markup.ts'

type Words = { title: string; tone: 'going' | 'waiting' | 'done' | 'stopped'; next: string }

/** What a citizen reads for each official status, and what to do now. */
const words: Record<PublicStatus['status'], Words> = {
  1: { title: 'Mới đăng ký', tone: 'going', next: 'Bộ phận Một cửa đang kiểm tra hồ sơ nộp trực tuyến.' },
  2: { title: 'Đã tiếp nhận', tone: 'going', next: 'Hồ sơ đã được tiếp nhận và sẽ chuyển cho công chức chuyên môn.' },
  3: {
    title: 'Không được tiếp nhận',
    tone: 'stopped',
    next: 'Lý do ghi trên Phiếu từ chối tiếp nhận. Xin hỏi tại quầy nếu cần giải thích.',
  },
  4: { title: 'Đang giải quyết', tone: 'going', next: 'Cơ quan có thẩm quyền đang xem xét hồ sơ.' },
  5: {
    title: 'Cần bổ sung giấy tờ',
    tone: 'waiting',
    next: 'Xin mang giấy tờ còn thiếu đến quầy. Thời gian giải quyết tạm dừng cho đến khi nhận đủ.',
  },
  6: {
    title: 'Cần nộp tiền',
    tone: 'waiting',
    next: 'Xin nộp thuế, phí theo thông báo đã gửi. Thời gian giải quyết tạm dừng cho đến khi nộp xong.',
  },
  7: { title: 'Đã xin rút hồ sơ', tone: 'waiting', next: 'Yêu cầu rút hồ sơ đang chờ xác nhận.' },
  8: {
    title: 'Đã dừng giải quyết',
    tone: 'stopped',
    next: 'Lý do ghi trên Thông báo dừng giải quyết. Xin hỏi tại quầy nếu cần giải thích.',
  },
  9: { title: 'Đã có kết quả', tone: 'done', next: 'Xin mang Giấy tiếp nhận đến quầy để nhận kết quả.' },
  10: { title: 'Đã trả kết quả', tone: 'done', next: 'Hồ sơ đã giải quyết xong.' },
}

const resultWords: Record<PublicStatus['delivery'], string> = {
  counter: words[9].next,
  post: 'Kết quả sẽ được gửi qua dịch vụ bưu chính công ích.',
  electronic: 'Kết quả điện tử được gửi theo cách đã đăng ký.',
}

/** The answer to a look-up that found its dossier. */
export function writeStatus(code: string, status: PublicStatus): Markup {
  const { title, tone, next } = words[status.status]
  return html`<h1>Tình trạng hồ sơ</h1>
<p class="code">${code}</p>
<section class="state ${tone}"><h2>${title}</h2><p class="soft">từ ${writeInstant(status.since)}</p><p>${status.status === 9 ? resultWords[status.delivery] : next}</p></section>
${missingOf(status)}
<dl>
<dt>Thủ tục</dt><dd>${status.procedure}</dd>
<dt>Nhận hồ sơ lúc</dt><dd>${writeInstant(status.received)}</dd>
<dt>Hẹn trả kết quả</dt><dd>${dueOf(status)}</dd>
<dt>Nơi nhận hồ sơ</dt><dd>${status.office.name}${status.office.address === '' ? null : html`<br>${status.office.address}`}</dd>
${status.competent === null ? null : html`<dt>Nơi giải quyết</dt><dd>${status.competent}</dd>`}
${status.office.phone === '' ? null : html`<dt>Điện thoại</dt><dd><a href="tel:${status.office.phone.replace(/[^\d+]/g, '')}">${status.office.phone}</a></dd>`}
</dl>
<p><a class="button plain" href="/tra-cuu">Tra cứu hồ sơ khác</a></p>`
}

function missingOf({ missing, status }: PublicStatus): Markup | null {
  if (missing === null) return null
  const others = missing.others > 0 ? html`<li>${missing.others} giấy tờ khác ghi trong Phiếu yêu cầu bổ sung</li>` : null
  const deadline = missing.deadline === null ? null : html`<p>Hạn bổ sung: <strong>hết ngày ${writeDay(missing.deadline)}</strong></p>`
  const title = status === 5 ? 'Cần bổ sung' : 'Còn thiếu'
  return html`<section class="missing"><h2>${title}</h2><ul>${missing.papers.map((name) => html`<li>${name}</li>`)}${others}</ul>${deadline}</section>`
}

function dueOf({ due, status }: PublicStatus): Markup {
  if (due === null) return html`Không hẹn ngày trả`
  if (status === 5 || status === 6 || status === 7)
    return html`${writeInstant(due.at)}<br><span class="soft">Đang tạm dừng tính thời gian; ngày hẹn sẽ lùi lại tương ứng.</span>`
  if (status === 3 || status === 8) return html`Không còn áp dụng`
  return html`<strong>${writeInstant(due.at)}</strong>${due.moved ? html`<br><span class="soft">Ngày hẹn đã thay đổi so với Giấy tiếp nhận.</span>` : null}`
}

/** The form, with what was typed before and what went wrong. */
export function writeLookup(asked: { code: string; problem?: Markup }): Markup {
  return html`<h1>Tra cứu hồ sơ</h1>
<p>Quét mã QR trên Giấy tiếp nhận, hoặc nhập hai mã in trên giấy.</p>
${asked.problem === undefined ? null : html`<div class="problem" role="alert">${asked.problem}</div>`}
<form method="post" action="/tra-cuu" autocomplete="off">
<label for="ma">Mã hồ sơ</label>
<input id="ma" name="ma" value="${asked.code}" required maxlength="40" autocapitalize="characters" spellcheck="false" aria-describedby="ma-vd">
<p class="hint" id="ma-vd">Ví dụ: H53.27712-261122-0010007</p>
<label for="khoa">Mã tra cứu</label>
<input id="khoa" name="khoa" required maxlength="20" autocapitalize="characters" spellcheck="false" aria-describedby="khoa-vd">
<p class="hint" id="khoa-vd">Ghi ở cuối Giấy tiếp nhận, dòng "Mã tra cứu (giữ kín)"</p>
<button class="button" type="submit">Tra cứu</button>
</form>`
}

/** One sentence for a code that does not exist, a wrong secret and a dossier without one: the answer must not tell which. */
export const notFound = html`<p><strong>Không tìm thấy hồ sơ với hai mã này.</strong></p>
<p>Xin xem lại mã hồ sơ và mã tra cứu trên Giấy tiếp nhận. Hồ sơ vừa nộp có thể cần ít lâu mới tra cứu được; hồ sơ đã xong quá lâu và Giấy tiếp nhận cũ không có mã tra cứu thì không tra cứu ở đây. Xin hỏi tại quầy nơi đã nộp.</p>`

/** A text that can be no dossier code says nothing of any dossier. */
export const malformed = html`<p><strong>Mã hồ sơ chưa đúng.</strong></p><p>Xin nhập đủ như trên Giấy tiếp nhận, cả dấu gạch ngang và dấu chấm.</p>`

/** @param seconds how long this look-up has to wait */
export function tooMany(seconds: number): Markup {
  const wait = seconds < 90 ? `${seconds} giây` : `${Math.ceil(seconds / 60)} phút`
  return html`<p><strong>Đã tra cứu sai nhiều lần.</strong></p><p>Xin thử lại sau ${wait}, hoặc hỏi tại quầy nơi đã nộp hồ sơ.</p>`
}

function writeInstant(at: Instant): string {
  return `${at.slice(11, 13)} giờ ${at.slice(14, 16)}, ngày ${writeDay(at)}`
}

function writeDay(day: Day | Instant): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}
