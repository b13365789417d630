/** Fields of a project whose annotations drawn validators confirm: with four seats, three of them. */
export const PEERS = {
  protocol: 'peers',
  validation: { draws: 4, minVotes: 3, panelDraws: 7, panelMinVotes: 5, vestHours: 24 },
} as const

/** A small valid project file as JSON text; `changes` replace top-level fields. */
export function projectFile(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    name: 'spam',
    title: 'Spam or not',
    description: 'Tell unwanted messages from wanted ones.',
    languages: ['en'],
    schema: {
      task: 'classification',
      question: 'Is this message spam?',
      labels: [
        { name: 'ham', title: 'Ham', definition: 'A message the receiver wants.' },
        { name: 'spam', title: 'Spam', definition: 'A message sent to many who did not ask for it.' },
      ],
    },
    guideline: {
      summary: 'Think of who sent it and why.',
      good: [{ text: 'See you at six', label: 'ham', why: 'A friend wrote it.' }],
      poor: [{ text: 'You won!', label: 'ham', why: 'Nobody wins unasked: this is spam.' }],
    },
    rewards: { annotation: '0.1', budget: '1000' },
    stake: { perAnnotation: '1', slash: '0.2' },
    // Chance has no place in tests; those of audits ask for all items.
    audits: { share: 0 },
    ...changes,
  })
}
