/** The key of a command, beside it: `Ctrl+K` → Ctrl K. Hidden from screen readers, which get `aria-keyshortcuts`. */
export function KeyHint({ keys }: { keys: string }) {
  const first = keys.split('|')[0] ?? keys
  return (
    <span className="mc-keys" aria-hidden="true">
      {first.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
