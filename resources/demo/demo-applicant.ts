import type { Agency } from '#core/agency/agency.ts'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import type { Random } from './random.ts'

const surnames = [
  'Nguyễn',
  'Nguyễn',
  'Nguyễn',
  'Trần',
  'Trần',
  'Lê',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Phan',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Trương',
  'Cao',
]
const women = {
  middle: ['Thị', 'Thị', 'Thị Ngọc', 'Thị Kim', 'Thị Mỹ', 'Ngọc', 'Thanh', 'Thị Thu'],
  given: [
    'Hạnh',
    'Lan',
    'Hoa',
    'Mai',
    'Cúc',
    'Phượng',
    'Yến',
    'Thảo',
    'Trang',
    'Vy',
    'Ngân',
    'Diễm',
    'Tuyết',
    'Loan',
    'Hằng',
    'Nhung',
    'Quyên',
    'Thúy',
  ],
}
const men = {
  middle: ['Văn', 'Văn', 'Văn', 'Minh', 'Hoàng', 'Quốc', 'Thanh', 'Hữu', 'Đức', 'Công'],
  given: [
    'Hùng',
    'Dũng',
    'Tâm',
    'Phúc',
    'Lộc',
    'Khánh',
    'Sơn',
    'Tuấn',
    'Kiệt',
    'Bảo',
    'Đạt',
    'Hiếu',
    'Nghĩa',
    'Thắng',
    'Trường',
    'Vinh',
    'Quí',
    'Lợi',
  ],
}

/**
 * An invented applicant. The serial in the personal number counts the demo's people from 000001, as no office gives it out.
 * @param serial a number of its own for every applicant
 */
export function makeDemoApplicant(random: Random, commune: Agency, serial: number): IntakeDraft['applicant'] {
  const sex = random.happens(0.5) ? 'female' : 'male'
  const names = sex === 'female' ? women : men
  const year = random.between(1948, 2006)
  const birthDate = `${two(random.between(1, 28))}/${two(random.between(1, 12))}/${year}`
  const century = (year >= 2000 ? 2 : 0) + (sex === 'female' ? 1 : 0)
  const province = random.happens(0.8) ? '080' : '072'
  const quarter = commune.shortName.startsWith('Phường') ? 'Khu phố' : 'Ấp'
  return {
    type: 'citizen',
    name: `${random.pick(surnames)} ${random.pick(names.middle)} ${random.pick(names.given)}`,
    personalId: `${province}${century}${two(year % 100)}${String(serial).padStart(6, '0')}`,
    oldId: null,
    taxCode: null,
    birthDate,
    sex,
    address: { text: `${quarter} ${random.between(1, 9)}, ${commune.shortName}, Tây Ninh`, unitCode: commune.unitCode },
    phone: random.happens(0.85) ? `09${String(serial).padStart(8, '0')}` : null,
    email: null,
    nameToCheck: false,
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
