/** What a Discord client would not let a person do: the button is not there, the option is missing. */
export class ClientRefusal extends Error {
  override readonly name = 'ClientRefusal'
}

/** Refuses unless the condition holds. */
export function clientRequires(condition: unknown, message: string): asserts condition {
  if (!condition) throw new ClientRefusal(message)
}
