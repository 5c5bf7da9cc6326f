/** Why a file could not become pages; each code has its sentence in the message files. */
export type ImportProblemCode =
  | 'empty'
  | 'too_large'
  | 'page_too_large'
  | 'too_many_pixels'
  | 'unknown_type'
  | 'lies'
  | 'torn_pdf'
  | 'password_pdf'
  | 'no_pages'
  | 'too_many_pages'
  | 'torn_image'
  | 'torn_tiff'
  | 'tiff_compression'
  | 'disk_full'
  | 'disk_failed'
  | 'not_stored'

/** Bad input from a file or scanner. Pages taken before it stay. */
export class ImportProblem extends Error {
  readonly code: ImportProblemCode

  constructor(code: ImportProblemCode, cause?: unknown) {
    super(code, { cause })
    this.name = 'ImportProblem'
    this.code = code
  }
}

/** True where the disk is why a page could not be kept. */
export function isOfDisk(code: ImportProblemCode): code is 'disk_full' | 'disk_failed' {
  return code === 'disk_full' || code === 'disk_failed'
}

/** Largest file, largest page image, most pixels of a page (A3 at 600 dpi), most pages of one file. */
export const limits = { fileBytes: 50 * 1024 * 1024, pageBytes: 25 * 1024 * 1024, pixels: 75_000_000, pages: 500 }
