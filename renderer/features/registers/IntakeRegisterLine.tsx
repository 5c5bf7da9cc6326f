import { BookOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

/** At intake of a procedure that is entered in a register: the number it will get, or who holds the book. */
export function IntakeRegisterLine({ kind }: { kind: RegisterKind }) {
  const { t } = useTranslation()
  const book = useLive(useDesk().registers.books).find((one) => one.register === kind)
  if (book === undefined) return null
  const register = t(`registers.name.${kind}`)
  const words = book.here
    ? t('registers.intake.here', { register, volume: book.volume, next: book.last + 1 })
    : book.holder === null
      ? t('registers.intake.free', { register })
      : t('registers.intake.elsewhere', { register, desk: book.holder.deskName })
  return (
    <p className="mc-intake-register" data-testid="intake-register">
      <BookOutlined aria-hidden="true" /> {words} {!book.here && <Link to="/registers">{t('registers.intake.open')}</Link>}
    </p>
  )
}
