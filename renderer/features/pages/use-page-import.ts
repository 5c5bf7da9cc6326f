import { useCallback, useRef, useState } from 'react'
import type { Placement } from '#core/dossier/dossier.ts'
import { makeUlid } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { nextOrder } from './arrange-placements.ts'
import { ImportProblem, type ImportProblemCode } from './import-problem.ts'
import { readPages } from './read-pages.ts'

export type ImportProgress = { name: string; page: number; total: number }
export type ImportFailure = { key: string; name: string; code: ImportProblemCode; taken: number; detail: string }

type Options = {
  purpose: Placement['purpose']
  /** Where new pages go: a paper, or null for the unsorted ones. */
  target: string | null
  onChange: (update: (placements: Placement[]) => Placement[]) => void
}

export type PageImport = {
  progress: ImportProgress | null
  failures: ImportFailure[]
  addFiles(files: readonly File[]): Promise<void>
  /** One page that is already PNG or JPEG, e.g. from the scanner. Resolves when it is on disk. */
  addPage(bytes: Uint8Array, source: Placement['source']): Promise<void>
  cancel(): void
  clearFailures(): void
}

/** Takes files and scans into the dossier page by page: each is on disk with its hash before the next is made. */
export function usePageImport({ purpose, target, onChange }: Options): PageImport {
  const desk = useDesk()
  const [progress, setProgress] = useState<ImportProgress | null>(null)
  const [failures, setFailures] = useState<ImportFailure[]>([])
  const line = useRef(Promise.resolve())
  const round = useRef(0)

  const addPage = useCallback(
    async (bytes: Uint8Array, source: Placement['source'], paperId: string | null = target) => {
      const official = desk.session.current.get()
      if (official === null) throw new Error('nobody is signed in')
      const page = await store(() => desk.pages.add(bytes, source))
      const id = `placement:${makeUlid(Date.now(), crypto.getRandomValues(new Uint8Array(10)))}`
      const added = { at: toInstant(Date.now()), by: official.person, byName: official.name }
      onChange((old) => [...old, { ...page, id, purpose, paperId, order: nextOrder(old), rotation: 0, source, added }])
    },
    [desk, onChange, purpose, target],
  )

  const addFile = useCallback(
    async (file: File, started: number) => {
      let taken = 0
      try {
        setProgress({ name: file.name, page: 1, total: 0 })
        for await (const page of readPages(file)) {
          if (round.current !== started) return
          setProgress({ name: file.name, page: page.number, total: page.total })
          await addPage(page.bytes, 'file')
          taken++
        }
      } catch (error) {
        const code = error instanceof ImportProblem ? error.code : 'not_stored'
        const detail = error instanceof Error ? String(error.cause ?? error) : String(error)
        setFailures((old) => [...old, { key: crypto.randomUUID(), name: file.name, code, taken, detail }])
      }
    },
    [addPage],
  )

  const addFiles = useCallback(
    (files: readonly File[]) => {
      const started = round.current
      // A second drop waits for the first: pages come in the order they were given.
      line.current = line.current.then(async () => {
        for (const file of files) {
          if (round.current !== started) break
          await addFile(file, started)
        }
        setProgress(null)
      })
      return line.current
    },
    [addFile],
  )

  return {
    progress,
    failures,
    addFiles,
    addPage: useCallback((bytes, source) => addPage(bytes, source), [addPage]),
    cancel: useCallback(() => {
      round.current++
    }, []),
    clearFailures: useCallback(() => setFailures([]), []),
  }
}

async function store<T>(add: () => Promise<T>): Promise<T> {
  try {
    return await add()
  } catch (cause) {
    throw new ImportProblem(codeOf(cause), cause)
  }
}

function codeOf(cause: unknown): ImportProblemCode {
  if (cause instanceof Error && cause.name === 'QuotaExceededError') return 'disk_full'
  if (!(cause instanceof DeskFailure)) return 'not_stored'
  if (cause.code === 'page_unreadable') return 'torn_image'
  if (cause.code === 'page_too_large') return 'page_too_large'
  // On a disk that is really full a browser says no more than that it could not write.
  if (cause.code === 'storage_failed') return 'disk_failed'
  return cause.code === 'storage_full' ? 'disk_full' : 'not_stored'
}
