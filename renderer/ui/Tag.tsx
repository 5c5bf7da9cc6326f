import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'amber' | 'red' | 'blue' | 'green' | 'accent'

/** Icon, words and colour together; never colour alone. `plain` has no ground, for lists. */
export function Tag(props: { tone: Tone; icon: ReactNode; children: ReactNode; strong?: boolean; plain?: boolean; title?: string }) {
  const look = `mc-tag mc-tone-${props.tone}${props.strong ? ' mc-strong' : ''}${props.plain ? ' mc-plain' : ''}`
  return (
    <span className={look} title={props.title}>
      <span className="mc-tag-icon" aria-hidden="true">
        {props.icon}
      </span>
      <span className="mc-tag-text">{props.children}</span>
    </span>
  )
}
