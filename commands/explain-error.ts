import type { ExpectedError } from '../core/errors.ts'
import type { Translate } from '../locales/messages.ts'

/** Parameters that hold a code of ours, with the messages that word those codes. */
const worded: Readonly<Record<string, string>> = {
  role: 'role.one',
  state: 'project.state',
  wanted: 'project.state',
}

/** The wording of an expected failure as markup, with codes among its parameters worded too. */
export function explainError(t: Translate, error: ExpectedError): string {
  const params = Object.entries(error.params).map(([name, value]) => {
    const prefix = worded[name]
    return [name, (prefix && t.find(`${prefix}.${value}`)) ?? value]
  })
  return t.error(error.code, Object.fromEntries(params))
}
