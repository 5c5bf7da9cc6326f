import { BookOutlined, CheckCircleOutlined, SwapOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { RegisterStanding } from '#renderer/data/registers/desk-registers.ts'
import { Tag } from '#renderer/ui/Tag.tsx'

const looks = {
  here: { tone: 'green', icon: <CheckCircleOutlined /> },
  elsewhere: { tone: 'neutral', icon: <BookOutlined /> },
  free: { tone: 'neutral', icon: <BookOutlined /> },
  handing: { tone: 'amber', icon: <SwapOutlined /> },
  offered: { tone: 'accent', icon: <SwapOutlined /> },
  offeredElsewhere: { tone: 'neutral', icon: <SwapOutlined /> },
  lost: { tone: 'red', icon: <WarningOutlined /> },
} as const

/** Who holds the book, in words, icon and colour. */
export function RegisterState({ book }: { book: RegisterStanding }) {
  const { t } = useTranslation()
  const state = stateOf(book)
  return (
    <Tag tone={looks[state].tone} icon={looks[state].icon}>
      {t(`registers.state.${state}`)}
    </Tag>
  )
}

function stateOf({ here, handing, offered, lost, free, holder }: RegisterStanding): keyof typeof looks {
  if (here) return 'here'
  if (handing) return 'handing'
  if (offered) return 'offered'
  if (lost) return 'lost'
  if (free || holder === null) return free ? 'free' : 'offeredElsewhere'
  return 'elsewhere'
}
