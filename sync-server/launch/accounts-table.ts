import type { Role } from '#core/person/role.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { demoPassword } from '#sync-server/seed-demo.ts'

const ROLE_NAMES: Record<Role, string> = {
  one_stop_official: 'cán bộ một cửa',
  specialist: 'chuyên môn',
  leader: 'lãnh đạo',
  clerk: 'văn thư',
  supervisor: 'giám sát',
  administrator: 'quản trị',
}

/** The demo accounts as a table of text: login, name, role, office. */
export function accountsTable(): string {
  const { people, agencies } = loadCatalogue()
  const rows = people.map((person) => [
    person.login,
    person.name,
    person.roles.map(({ role }) => ROLE_NAMES[role]).join(', '),
    agencies.find((agency) => agency.slug === person.agency)?.name ?? person.agency,
  ])
  const table = [['Tài khoản', 'Họ tên', 'Vai trò', 'Cơ quan'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...lines, '', `Mật khẩu của mọi tài khoản: ${demoPassword}`].join('\n')
}
