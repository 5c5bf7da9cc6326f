import type { ReactNode } from 'react'

/** A heading and its facts. */
export function FactGroup({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="mc-fact-group">
      <h3>{title}</h3>
      <dl className="mc-fact-group-list">{children}</dl>
    </section>
  )
}

/** One fact; nothing at all where there is none to show. */
export function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <div className="mc-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
