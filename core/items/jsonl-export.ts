import type { PersonId } from '../ids.ts'
import type { ItemHistory } from '../store/exports.ts'

/** One JSON object for an item, ended by a line feed; documented in docs/import-export.md. */
export function jsonlOf(item: ItemHistory, nameOf: (person: PersonId) => string): string {
  const { externalId, content, goldLabel, state, annotations, decision, settlement, belief } = item
  const line = {
    id: externalId,
    text: content.text,
    gold: goldLabel,
    state,
    decision: decision && {
      label: decision.label,
      method: decision.method,
      agree: decision.agree,
      total: decision.total,
      round: decision.round,
      decidedAt: decision.decidedAt,
    },
    settlement,
    belief,
    annotations: annotations.map(({ personId, ...annotation }) => ({
      person: nameOf(personId),
      ...annotation,
    })),
  }
  return `${JSON.stringify(line)}\n`
}
