import type { PersonSettings } from '../store/person-settings.ts'
import type { ProjectDefinition } from './definition.ts'

type Asked = Pick<ProjectDefinition, 'languages' | 'skills' | 'content'>

/** Whether a project may be given to a person: in a language they label in, with the skills it asks for, and
 * without content they did not say they take. Pure. */
export function suits({ languages, skills, content }: PersonSettings, project: Asked): boolean {
  return (
    (languages.length === 0 || speaks(languages, project.languages)) &&
    project.skills.every((skill) => skills.includes(skill)) &&
    project.content.every((kind) => content.includes(kind))
  )
}

/** Whether somebody who knows `known` knows one of `languages`; regions do not matter (`pt-BR`, `pt`). Pure. */
export function speaks(known: readonly string[], languages: readonly string[]): boolean {
  const subtags = new Set(known.map(languageOf))
  return languages.some((tag) => subtags.has(languageOf(tag)))
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? ''
}
