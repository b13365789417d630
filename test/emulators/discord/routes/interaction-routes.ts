import { InteractionResponseType as Response } from 'discord-api-types/v10'
import { noContent, ok, param, type Route } from '../rest/route.ts'
import { deleteMessage } from '../world/messages.ts'
import { respond } from '../world/respond.ts'
import { answeredInteraction, editTokenMessage, followUp, tokenMessage } from '../world/token-messages.ts'

const MESSAGE = '/webhooks/:application/:token/messages/:message'

/** Interaction callbacks and the webhook every interaction token opens. */
export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    auth: 'token',
    handle(core, call) {
      const { interaction, type, message } = respond(
        core,
        param(call, 'interaction'),
        param(call, 'token'),
        call.body,
        call.files,
      )
      if (call.query.get('with_response') !== 'true') return noContent
      const made = type === Response.ChannelMessageWithSource || type === Response.UpdateMessage
      return ok({
        interaction: {
          id: interaction.id,
          type: interaction.type,
          ...(message
            ? {
                response_message_id: message.payload.id,
                response_message_loading: interaction.placeholder,
                response_message_ephemeral: message.visibleTo !== null,
              }
            : {}),
        },
        resource: { type, ...(message && made ? { message: message.payload } : {}) },
      })
    },
  },
  {
    method: 'POST',
    path: '/webhooks/:application/:token',
    auth: 'token',
    handle(core, call) {
      const interaction = answeredInteraction(core, param(call, 'application'), param(call, 'token'))
      return ok(followUp(core, interaction, call.body, call.files).payload)
    },
  },
  {
    method: 'GET',
    path: MESSAGE,
    auth: 'token',
    handle(core, call) {
      const interaction = answeredInteraction(core, param(call, 'application'), param(call, 'token'))
      return ok(tokenMessage(core, interaction, param(call, 'message')).payload)
    },
  },
  {
    method: 'PATCH',
    path: MESSAGE,
    auth: 'token',
    handle(core, call) {
      const interaction = answeredInteraction(core, param(call, 'application'), param(call, 'token'))
      return ok(editTokenMessage(core, interaction, param(call, 'message'), call.body, call.files).payload)
    },
  },
  {
    method: 'DELETE',
    path: MESSAGE,
    auth: 'token',
    handle(core, call) {
      const interaction = answeredInteraction(core, param(call, 'application'), param(call, 'token'))
      deleteMessage(core, tokenMessage(core, interaction, param(call, 'message')))
      return noContent
    },
  },
]
