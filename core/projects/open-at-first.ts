import type { ProjectDefinition } from './definition.ts'

/** Annotations an item is open for when a round begins: in the protocol `peers` one, which the drawn
 * validators then confirm or not; otherwise the project's redundancy. */
export function openAtFirst({
  protocol,
  redundancy,
}: Pick<ProjectDefinition, 'protocol' | 'redundancy'>): number {
  return protocol === 'peers' ? 1 : redundancy
}
