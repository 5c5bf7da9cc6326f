import { type DataSet, dataSets, dossierSet } from '#core/open-data/data-set.ts'
import { licence } from '#core/open-data/dcat.ts'
import type { PublishedMonth } from '#core/open-data/dossier-months.ts'
import { html, type Markup } from '#sync-server/public/markup.ts'
import { writeMonthChart } from './data-chart.ts'
import type { PublishedSet } from './data-store.ts'

const rowsShown = 300

/** All data sets, with their files. */
export function writeDataHome(modified: Map<string, string | null>): Markup {
  return html`<h1>Dữ liệu mở</h1>
<p>Số liệu tổng hợp về giải quyết thủ tục hành chính tại Bộ phận Một cửa. Không có dữ liệu cá nhân. Giấy phép: <a href="${licence.iri}" rel="license">${licence.name}</a> (dùng tự do, ghi nguồn).</p>
${dataSets.map((set) => html`<section class="card"><h2><a href="/du-lieu-mo/${set.id}">${set.title}</a></h2><p>${set.description}</p><p class="soft">${whenOf(modified.get(set.id) ?? null)}</p>${filesOf(set)}</section>`)}
<p class="downloads">Danh mục cho máy đọc (DCAT-AP): <a href="/du-lieu-mo/danh-muc.ttl">Turtle</a> <a href="/du-lieu-mo/danh-muc.jsonld">JSON-LD</a></p>`
}

/** One data set: what it is, a chart where it has months, its first rows. */
export function writeDataPage(
  set: DataSet,
  { rows, modified }: PublishedSet,
  months: PublishedMonth[],
  sector: string | undefined,
): Markup {
  const own = sector === undefined || set.id !== dossierSet.id ? rows : rows.filter((row) => row[1] === sector)
  const shown = set.id === dossierSet.id ? own.toReversed().slice(0, rowsShown).toReversed() : own.slice(0, rowsShown)
  return html`<p><a href="/du-lieu-mo">Dữ liệu mở</a></p><h1>${set.title}</h1><p>${set.description}</p><p class="soft">${whenOf(modified)}</p>${filesOf(set)}
${
  set.id === dossierSet.id
    ? html`${sectorPicker(
        rows.map((row) => String(row[1])),
        sector,
      )}${writeMonthChart(months, sector)}`
    : null
}
<div class="scroll" role="region" aria-label="Bảng số liệu" tabindex="0"><table><thead><tr>${set.columns.map(({ title, type }) => html`<th scope="col" class="${type === 'integer' ? 'number' : ''}">${title}</th>`)}</tr></thead>
<tbody>${shown.map((row) => html`<tr>${row.map((value, at) => cellOf(set, value, at))}</tr>`)}</tbody></table></div>
${own.length > shown.length ? html`<p class="soft">Trang này chỉ hiện ${shown.length} trong ${own.length} dòng. Tải tệp để có đủ.</p>` : null}
<h2>Các cột</h2><dl>${set.columns.map(({ name, title, description }) => html`<dt>${title} (<code>${name}</code>)</dt><dd>${description}</dd>`)}</dl>`
}

function cellOf(set: DataSet, value: string | number | boolean | null, at: number): Markup {
  const column = set.columns[at]
  if (column?.type !== 'integer') return html`<td>${value === null ? '' : (words[String(value)] ?? String(value))}</td>`
  const held = set.id === dossierSet.id ? html`<span class="soft">giữ lại</span>` : null
  return html`<td class="number">${typeof value === 'number' ? value.toLocaleString('vi-VN') : held}</td>`
}

/** The values of coded columns, as people read them; files keep the codes. */
const words: Record<string, string> = {
  sector: 'Cả lĩnh vực',
  channel: 'Một kênh',
  punctual: 'Một kết quả',
  all: 'Tất cả',
  direct: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Bưu chính',
  on_time: 'Đúng hạn',
  late: 'Quá hạn',
  none: 'Không tính hạn',
  open: 'Đang giải quyết',
}

function sectorPicker(sectors: string[], current: string | undefined): Markup {
  const options = [...new Set(sectors)].sort((a, b) => a.localeCompare(b, 'vi'))
  const option = (one: string) => (one === current ? html`<option selected>${one}</option>` : html`<option>${one}</option>`)
  return html`<form method="get" class="picker"><label for="linh-vuc">Lĩnh vực</label><select id="linh-vuc" name="linh_vuc"><option value="">Tất cả lĩnh vực</option>${options.map(option)}</select><button class="button plain" type="submit">Xem</button></form>`
}

function filesOf({ id }: DataSet): Markup {
  const base = `/du-lieu-mo/${id}`
  return html`<p class="downloads"><a href="${base}.csv" download>CSV</a> <a href="${base}.json" download>JSON</a> <a href="${base}.schema.json">Mô tả cột (Table Schema)</a></p>`
}

function whenOf(modified: string | null): string {
  return modified === null
    ? 'Chưa có số liệu được công bố.'
    : `Cập nhật ngày ${modified.slice(8, 10)}/${modified.slice(5, 7)}/${modified.slice(0, 4)}`
}
