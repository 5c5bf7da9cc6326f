/** A file name that every system takes and that names no folder: what the page proposes is never a path. */
export function safeFileName(proposed: string): string {
  const name = proposed
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
    ?.replace(/[<>:"|?*\u0000-\u001f]/g, '_')
    .replace(/^\.+|[. ]+$/g, '')
  return name || 'tep'
}
