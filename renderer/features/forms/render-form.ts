import regular from '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?url'
import italic from '@expo-google-fonts/be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf?url'
import bold from '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf?url'
import boldItalic from '@expo-google-fonts/be-vietnam-pro/600SemiBold_Italic/BeVietnamPro_600SemiBold_Italic.ttf?url'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { makeFormDocument } from './form-document.ts'
import { makeFormFacts } from './form-facts.ts'
import { type FormNumber, getFormTemplate } from './form-template.ts'
import type { DocumentDefinition } from './pdfmake-browser.ts'

const fontFiles = { 'regular.ttf': regular, 'bold.ttf': bold, 'italic.ttf': italic, 'bold-italic.ttf': boldItalic }

type PdfMake = typeof import('pdfmake/build/pdfmake.js').default

let maker: Promise<PdfMake> | undefined

/** A form as PDF (A4), made on this PC without network. */
export async function renderForm(form: FormNumber, dossier: Dossier, catalogue: Catalogue): Promise<Uint8Array<ArrayBuffer>> {
  return renderDocument(makeFormDocument(getFormTemplate(form), makeFormFacts(dossier, catalogue)))
}

/** Any sheet as PDF, made on this PC without network. */
export async function renderDocument(document: DocumentDefinition): Promise<Uint8Array<ArrayBuffer>> {
  maker ??= startMaker()
  const pdfMake = await maker
  return new Uint8Array(await pdfMake.createPdf(document).getBuffer())
}

/** Loads the maker and its fonts ahead of the first print, so that "Lưu và in" does not wait for them. */
export function warmUpForms(): void {
  maker ??= startMaker()
}

async function startMaker(): Promise<PdfMake> {
  const [{ default: pdfMake }, fonts] = await Promise.all([import('pdfmake/build/pdfmake.js'), loadFonts()])
  pdfMake.setUrlAccessPolicy(() => false)
  pdfMake.addVirtualFileSystem(fonts)
  pdfMake.setFonts({ BeVietnamPro: { normal: 'regular.ttf', bold: 'bold.ttf', italics: 'italic.ttf', bolditalics: 'bold-italic.ttf' } })
  pdfMake.setTableLayouts({
    form: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingTop: () => 2, paddingBottom: () => 2 },
  })
  return pdfMake
}

async function loadFonts(): Promise<Record<string, { data: string; encoding: 'base64' }>> {
  const files = await Promise.all(
    Object.entries(fontFiles).map(async ([name, url]) => {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
      return [name, { data: toBase64(bytes), encoding: 'base64' as const }] as const
    }),
  )
  return Object.fromEntries(files)
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}
