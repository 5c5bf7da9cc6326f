import type { ReactNode } from 'react'

type Props = { title: ReactNode; detail?: ReactNode; actions?: ReactNode }

/** Title of a page at the left, its actions at the right. */
export function PageHeader({ title, detail, actions }: Props) {
  return (
    <header className="mc-page-header">
      <div className="mc-page-header-title">
        <h1>{title}</h1>
        {detail !== undefined && <span className="mc-soft">{detail}</span>}
      </div>
      {actions !== undefined && <div className="mc-actions">{actions}</div>}
    </header>
  )
}
