import { type APIMessage, MessageFlags } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import type { InteractionState } from '../world/types.ts'

/** The bot's first response, as the person experiences it. */
export interface SeenResponse {
  /** Interaction response type (4 message, 5 and 6 deferred, 7 update, 8 choices, 9 modal). */
  type: number
  ephemeral: boolean
  message: APIMessage | null
  modal: InteractionState['modal']
  choices: InteractionState['choices']
}

/** An interaction a test caused, with ways to await what the bot does about it. */
export class DrivenInteraction {
  readonly #core: Core
  readonly #state: InteractionState

  constructor(core: Core, state: InteractionState) {
    this.#core = core
    this.#state = state
  }

  get id(): string {
    return this.#state.id
  }

  get token(): string {
    return this.#state.token
  }

  /** Waiting, answered, or failed: three seconds went by without an answer. */
  status(): 'waiting' | 'answered' | 'failed' {
    if (this.#state.response) return 'answered'
    const age = this.#core.now() - this.#state.createdAtMs
    return age > this.#core.limits.acknowledgeMs ? 'failed' : 'waiting'
  }

  /** Awaits the first response. */
  response(withinMs?: number): Promise<SeenResponse> {
    const look = (): SeenResponse | undefined => {
      const { response, modal, choices } = this.#state
      return response
        ? { type: response.type, ephemeral: response.ephemeral, message: this.#original(), modal, choices }
        : undefined
    }
    return this.#core.signal.until(look, `a response to interaction ${this.id}`, withinMs)
  }

  /** Awaits the answer's text: the response's message once it is more than "thinking". */
  message(withinMs?: number): Promise<APIMessage> {
    const look = () => {
      const message = this.#state.response ? this.#original() : null
      return message && !((message.flags ?? 0) & MessageFlags.Loading) ? message : undefined
    }
    return this.#core.signal.until(look, `a message in answer to interaction ${this.id}`, withinMs)
  }

  /** Awaits the n-th further message (1 is the first). */
  followUp(nth = 1, withinMs?: number): Promise<APIMessage> {
    const look = () => {
      const id = this.#state.followUpIds[nth - 1]
      const channel = this.#core.world.channels.get(this.#state.channelId)
      return channel?.messages.find(({ payload }) => payload.id === id)?.payload
    }
    return this.#core.signal.until(look, `follow-up ${nth} to interaction ${this.id}`, withinMs)
  }

  #original(): APIMessage | null {
    const channel = this.#core.world.channels.get(this.#state.channelId)
    return channel?.messages.find(({ payload }) => payload.id === this.#state.originalId)?.payload ?? null
  }
}
