import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { CsvValue } from './csv.ts'
import type { MonthLine } from './dossier-months.ts'

/** A column, in the words of Frictionless Table Schema. */
export type Column = {
  name: string
  type: 'string' | 'integer' | 'boolean' | 'date' | 'yearmonth'
  title: string
  description: string
  enum?: readonly string[]
}

/** A data set as it is described; its rows are kept apart. `id` is its name in addresses. */
export type DataSet = {
  id: string
  title: string
  description: string
  keywords: readonly string[]
  periodicity: string
  columns: readonly Column[]
}

export type Row = readonly CsvValue[]

const monthColumns: Column[] = [
  { name: 'thang', type: 'yearmonth', title: 'Tháng', description: 'Tháng tiếp nhận hồ sơ, yyyy-MM' },
  { name: 'linh_vuc', type: 'string', title: 'Lĩnh vực', description: 'Lĩnh vực của thủ tục hành chính' },
  { name: 'muc', type: 'string', title: 'Mức', description: 'Dòng này đếm gì', enum: ['sector', 'channel', 'punctual'] },
  {
    name: 'kenh',
    type: 'string',
    title: 'Kênh nộp',
    description: 'direct: trực tiếp; online: trực tuyến; post: bưu chính công ích',
    enum: ['all', 'direct', 'online', 'post'],
  },
  {
    name: 'dung_han',
    type: 'string',
    title: 'Đúng hạn',
    description: 'on_time: đúng hạn; late: quá hạn; none: không tính hạn; open: đang giải quyết khi công bố',
    enum: ['all', 'on_time', 'late', 'none', 'open'],
  },
  {
    name: 'so_ho_so',
    type: 'integer',
    title: 'Số hồ sơ',
    description: 'Để trống: dưới 5 hồ sơ, hoặc giữ lại để không suy ra được số dưới 5',
  },
]

/** Dossiers by month, sector, channel and punctuality; aggregates only. */
export const dossierSet: DataSet = {
  id: 'ho-so-theo-thang',
  title: 'Hồ sơ thủ tục hành chính theo tháng, lĩnh vực, kênh nộp và kết quả đúng hạn',
  description:
    'Số hồ sơ tiếp nhận tại Bộ phận Một cửa cấp xã trong tỉnh. Mỗi tháng công bố một lần, sau khi hết tháng kế tiếp, và không sửa lại. Ô có dưới 5 hồ sơ được để trống cùng với các ô cần thiết để không suy ra được.',
  keywords: ['thủ tục hành chính', 'một cửa', 'hồ sơ', 'đúng hạn'],
  periodicity: 'http://publications.europa.eu/resource/authority/frequency/MONTHLY',
  columns: monthColumns,
}

export function monthRow({ month, sector, level, channel, punctual, count }: MonthLine): Row {
  return [month, sector, level, channel, punctual, count]
}

/** The procedures in force. */
export const procedureSet: DataSet = {
  id: 'thu-tuc',
  title: 'Danh mục thủ tục hành chính tiếp nhận tại Bộ phận Một cửa',
  description: 'Thủ tục đang có hiệu lực: mã, tên, lĩnh vực, cấp, thời hạn theo kênh nộp.',
  keywords: ['thủ tục hành chính', 'danh mục', 'thời hạn giải quyết'],
  periodicity: 'http://publications.europa.eu/resource/authority/frequency/IRREG',
  columns: [
    { name: 'ma', type: 'string', title: 'Mã thủ tục', description: 'Mã trong Cơ sở dữ liệu quốc gia về TTHC' },
    { name: 'ten', type: 'string', title: 'Tên', description: 'Tên thủ tục' },
    { name: 'linh_vuc', type: 'string', title: 'Lĩnh vực', description: 'Lĩnh vực' },
    { name: 'cap', type: 'string', title: 'Cấp', description: 'Cấp thực hiện' },
    { name: 'truc_tuyen', type: 'string', title: 'Mức trực tuyến', description: 'full: toàn trình; partial: một phần; none: chưa có' },
    {
      name: 'thoi_han',
      type: 'integer',
      title: 'Thời hạn',
      description: 'Thời hạn khi nộp trực tiếp; để trống: không hẹn hoặc trong ngày',
    },
    { name: 'don_vi', type: 'string', title: 'Đơn vị thời hạn', description: 'working_hour, working_day, calendar_day, same_day, none' },
    { name: 'hieu_luc_tu', type: 'date', title: 'Hiệu lực từ', description: 'Ngày phiên bản này có hiệu lực' },
  ],
}

export function procedureRows({ procedures }: Catalogue, day: string): Row[] {
  return procedures
    .filter((one) => one.effectiveFrom <= day && (one.effectiveTo === null || day <= one.effectiveTo))
    .sort((a, b) => a.code.localeCompare(b.code))
    .map((one) => {
      const duration = one.durations[1]
      const value = duration == null || duration.value === 0 ? null : duration.value
      return [one.code, one.name, one.sector, one.level, one.online, value, duration?.unit ?? 'none', one.effectiveFrom]
    })
}

/** The agencies that take dossiers in or decide them. */
export const agencySet: DataSet = {
  id: 'co-quan',
  title: 'Danh mục cơ quan tiếp nhận và giải quyết thủ tục hành chính',
  description: 'Cơ quan trong tỉnh: mã định danh, tên, cấp, mã đơn vị hành chính, địa chỉ, thời gian hiệu lực.',
  keywords: ['cơ quan', 'mã định danh', 'một cửa'],
  periodicity: 'http://publications.europa.eu/resource/authority/frequency/IRREG',
  columns: [
    { name: 'ma_dinh_danh', type: 'string', title: 'Mã định danh', description: 'Mã định danh cơ quan' },
    { name: 'ten', type: 'string', title: 'Tên', description: 'Tên cơ quan' },
    { name: 'bo_phan_mot_cua', type: 'string', title: 'Bộ phận Một cửa', description: 'Tên nơi tiếp nhận; để trống: không có' },
    { name: 'cap', type: 'string', title: 'Cấp', description: 'province, commune, regional, department, ministry, district' },
    { name: 'ma_dvhc', type: 'string', title: 'Mã ĐVHC', description: 'Mã đơn vị hành chính' },
    { name: 'dia_chi', type: 'string', title: 'Địa chỉ', description: 'Địa chỉ cơ quan' },
    { name: 'hieu_luc_tu', type: 'date', title: 'Hiệu lực từ', description: 'Ngày bắt đầu' },
    { name: 'hieu_luc_den', type: 'date', title: 'Hiệu lực đến', description: 'Ngày kết thúc; để trống: đang hoạt động' },
  ],
}

export function agencyRows({ agencies }: Catalogue): Row[] {
  return [...agencies]
    .sort((a, b) => a.code.localeCompare(b.code))
    .map((one) => [one.code, one.name, one.officeName, one.level, one.unitCode, one.address, one.validFrom, one.validTo])
}

export const dataSets: readonly DataSet[] = [dossierSet, procedureSet, agencySet]

/** Frictionless Table Schema of a data set. */
export function tableSchema({ columns, title, description }: DataSet): Record<string, unknown> {
  return {
    title,
    description,
    fields: columns.map(({ enum: values, ...column }) => ({
      ...column,
      ...(values === undefined ? {} : { constraints: { enum: values } }),
    })),
    missingValues: [''],
  }
}
