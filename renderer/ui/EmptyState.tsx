import type { ReactNode } from 'react'

/** An empty list teaches: what it is for, and the one action that fills it. */
export function EmptyState(props: { icon: ReactNode; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="mc-empty">
      <div className="mc-empty-icon" aria-hidden="true">
        {props.icon}
      </div>
      <h2>{props.title}</h2>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.action}
    </div>
  )
}
