import type { Act } from '#core/dossier/dossier.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'

/** Who did something, and when: `Nguyễn Thị An · 21/11/2026 14:05`. */
export function ActText({ act }: { act: Act }) {
  return (
    <span className="mc-soft">
      {act.byName} · <InstantText at={act.at} />
    </span>
  )
}
