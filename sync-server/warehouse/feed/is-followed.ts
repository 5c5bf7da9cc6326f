/**
 * Whether the warehouse takes a document in. Design documents are rules; a desk's report on itself is overwritten every few minutes,
 * says how things are now and is read where it lies: its history would outgrow that of the dossiers.
 */
export function isFollowed(id: string): boolean {
  return !id.startsWith('_design/') && !id.startsWith('report:')
}
