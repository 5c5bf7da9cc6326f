import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

/** Files of core/rules in the order in which they need each other. */
const files = ['refusal', 'transition-table', 'structure', 'authority', 'validators'] as const

type RuleFile = (typeof files)[number]

let bundled: string | undefined

/**
 * The text of a `validate_doc_update` function: all of core/rules as plain JavaScript and a call of one rule. Made from the
 * sources at start-up, by Node itself, so that what runs inside CouchDB cannot differ from what runs here. CouchDB knows no
 * modules, so the files are laid one after another; they import nothing but each other.
 */
export function bundleRule(rule: string): string {
  bundled ??= files.map(readRuleFile).join('\n')
  return `function (newDoc, oldDoc, userCtx, secObj) {\n${bundled}\n${rule}(newDoc, oldDoc, userCtx, secObj);\n}`
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
