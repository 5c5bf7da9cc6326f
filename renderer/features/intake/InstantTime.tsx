import type { Instant } from '#core/record/instant.ts'

/** `09:12:03`: to the second, where the person is to see that it moves on. */
export function InstantTime({ at }: { at: Instant }) {
  return (
    <time className="mc-figures" dateTime={at}>
      {at.slice(11, 19)}
    </time>
  )
}
