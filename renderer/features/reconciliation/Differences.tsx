import type { MarkedPart } from './mark-differences.ts'

/** A value with the letters marked that the other side has not. */
export function Differences({ parts }: { parts: readonly MarkedPart[] }) {
  let at = 0
  return (
    <>
      {parts.map((part) => {
        const key = at
        at += part.text.length
        return part.differs ? (
          <mark key={key} className="mc-differs">
            {part.text}
          </mark>
        ) : (
          <span key={key}>{part.text}</span>
        )
      })}
    </>
  )
}
