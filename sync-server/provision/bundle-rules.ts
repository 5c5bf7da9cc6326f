import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

/** Files of core/rules that a rule stands on, in the order in which they need each other. */
const partsOf = {
  dossierStructure: ['transition-table', 'numbers', 'cases', 'structure'],
  dossierAuthority: ['transition-table', 'cases', 'authority'],
  eventStructure: ['structure', 'day-close'],
  eventAuthority: ['authority'],
  pageStructure: ['structure'],
  catalogueStructure: ['structure'],
  serverOnly: [],
} as const

/** Name of a rule that a database can have; each is a function of `core/rules/validators.ts`. */
export type RuleName = keyof typeof partsOf

type RuleFile = 'refusal' | 'sender' | 'validators' | (typeof partsOf)[RuleName][number]

const texts = new Map<RuleFile, string>()

/**
 * The text of a `validate_doc_update` function: what one rule needs of core/rules as plain JavaScript, and a call of it. Made
 * from the sources at start-up, by Node itself, so that what runs inside CouchDB cannot differ from what runs here. CouchDB
 * knows no modules, so the files are laid one after another; it reads the whole text anew for each batch, so the text is short.
 */
export function bundleRule(rule: RuleName): string {
  const parts: RuleFile[] = ['refusal', 'sender', ...partsOf[rule], 'validators']
  return `function (newDoc, oldDoc, userCtx, secObj) {\n${parts.map(textOf).join('\n')}\n${rule}(newDoc, oldDoc, userCtx, secObj);\n}`
}

function textOf(name: RuleFile): string {
  const text = texts.get(name) ?? readRuleFile(name)
  texts.set(name, text)
  return text
}

function readRuleFile(name: RuleFile): string {
  const source = readFileSync(new URL(`../../core/rules/${name}.ts`, import.meta.url), 'utf8')
  return stripTypeScriptTypes(source)
    .replace(/^import [^;]*? from '[^']*'$/gm, '')
    .replace(/^import \{[\s\S]*?\} from '[^']*'$/gm, '')
    .replace(/^export (const|function)/gm, '$1')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n')
}
