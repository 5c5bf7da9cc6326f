import type { MarkedPart } from './mark-differences.ts'

/** A value with the letters marked that the other side has not; what people wrote stays Vietnamese. */
export function Differences({ parts }: { parts: readonly MarkedPart[] }) {
  let at = 0
  return (
    <span lang="vi">
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
    </span>
  )
}
