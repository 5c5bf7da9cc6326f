import i18next from 'i18next'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { beforeAll, expect, test } from 'vitest'
import { DossierId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import type { LockedWork } from '#renderer/data/desk.ts'
import { LockedPanel } from '#renderer/features/sign-in/LockedPanel.tsx'
import { messages } from '#renderer/i18n/messages.ts'

const since = Instant.parse('2026-11-20T09:12:00+07:00')
const { todo, safe } = messages.vi.signIn.locked

const makeWork = (serial: number, state: LockedWork['state'], reason?: string): LockedWork => ({
  dossierId: DossierId.parse(`dossier:01ARZ3NDEKTSV4RRFFQ69G5F0${serial}`),
  code: `H53.27712-261120-001000${serial}`,
  authorName: 'Nguyễn Thị An',
  since,
  events: 1,
  pages: serial,
  state,
  decided: reason === undefined ? null : { at: since, by: PersonId.parse('person:admin'), byName: 'Quản trị tỉnh', reason },
})

const words = (works: LockedWork[]) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18next}>
      <LockedPanel locked={{ since, works }} />
    </I18nextProvider>,
  ).replace(/(<[^>]+>|\s)+/g, ' ')

beforeAll(async () => {
  await i18next.init({ lng: 'vi', resources: { vi: { translation: messages.vi } } })
})

test('a locked desk lists every dossier that was unsent, where it is, and who decided why', () => {
  const said = words([makeWork(1, 'here'), makeWork(2, 'waiting'), makeWork(3, 'accepted', 'Có giấy'), makeWork(4, 'refused', 'Trùng')])
  expect(said).toContain('Khóa từ lúc 20/11/2026 09:12')
  expect(said).toContain('4 hồ sơ, 10 trang. 1 còn trên máy · 1 chờ quyết định · 1 đã nhận · 1 không nhận')
  expect(said).toContain('H53.27712- 261120-001 0001 Nguyễn Thị An 20/11/2026 09:12 1 Còn trên máy này')
  expect(said).toContain('2 Đã bàn giao, chờ quyết định')
  expect(said).toContain('3 Đã nhận Quản trị tỉnh: Có giấy ( 20/11/2026 09:12')
  expect(said).toContain('4 Không nhận Quản trị tỉnh: Trùng ( 20/11/2026 09:12')
})

test('it says to sign in once more only while something could not be handed in', () => {
  const handIn = 'Còn 1 hồ sơ chưa bàn giao được.'
  expect(words([makeWork(1, 'here'), makeWork(2, 'waiting')])).toContain(handIn)
  expect(words([makeWork(2, 'waiting')])).not.toContain('chưa bàn giao được')
})

test('once everything is decided nobody has to be called to decide', () => {
  expect(words([makeWork(2, 'waiting'), makeWork(3, 'accepted', 'Có giấy')])).toContain(todo.call)
  const said = words([makeWork(3, 'accepted', 'Có giấy'), makeWork(4, 'refused', 'Trùng')])
  expect(said).toContain(safe.decided)
  expect(said).toContain(todo.ask)
  for (const gone of [todo.call, todo.wait, todo.keep]) expect(said).not.toContain(gone)
})

test('a desk that had sent everything says so and shows no table', () => {
  expect(words([])).toContain(safe.nothing)
  expect(words([])).not.toContain(messages.vi.signIn.locked.column.code)
})
