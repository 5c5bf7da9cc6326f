import type { KeyboardEvent } from 'react'
import './tab-bar.css'

export type TabItem<K extends string> = { key: K; label: string; count?: number; urgent?: boolean }

type Props<K extends string> = { label: string; items: TabItem<K>[]; selected: K; panelId: string; onSelect(key: K): void }

/** Tabs with counts over one shared panel; arrows move between them, as screen readers expect. */
export function TabBar<K extends string>({ label, items, selected, panelId, onSelect }: Props<K>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = items[(items.findIndex((one) => one.key === selected) + step + items.length) % items.length]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    onSelect(next.key)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus()
  }
  return (
    <div className="mc-tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {items.map((one) => (
        <button
          key={one.key}
          type="button"
          role="tab"
          data-tab={one.key}
          id={`${panelId}-tab-${one.key}`}
          aria-selected={one.key === selected}
          aria-controls={panelId}
          tabIndex={one.key === selected ? 0 : -1}
          onClick={() => onSelect(one.key)}
        >
          {one.label}
          {one.count !== undefined && (
            <span className={`mc-tab-count${one.urgent && one.count > 0 ? ' mc-tab-urgent' : ''}`}>{one.count}</span>
          )}
        </button>
      ))}
    </div>
  )
}
