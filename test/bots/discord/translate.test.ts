import { describe, expect, it } from 'vitest'
import { translate } from '../../../bots/discord/translate.ts'
import { openWorld } from './world.ts'

const ID = '123456789012345678'
const GUILD = '223456789012345678'
const CHANNEL = '323456789012345678'
const user = { id: ID, username: 'ada', global_name: 'Ada L.' }
const base = { id: ID, application_id: ID, token: 'token', channel_id: CHANNEL, locale: 'es-419' }
const inGuild = { ...base, guild_id: GUILD, channel: { type: 0 }, member: { user } }
const inDirect = { ...base, channel: { type: 1 }, user }
const tap = { type: 3, data: { custom_id: 'abc.0', component_type: 2 } }
const EPHEMERAL = 64

describe('a tap', () => {
  it('changes a message that only this person sees', () => {
    const own = translate({ ...inGuild, ...tap, message: { flags: EPHEMERAL } })
    expect(own).toMatchObject({
      replyTo: { id: ID, token: 'token', applicationId: ID, isUpdate: true, isEphemeral: true },
      event: {
        platform: 'discord',
        eventId: ID,
        user: { id: ID, name: 'Ada L.', locale: 'es-419', directChannelId: undefined },
        input: { kind: 'action', actionId: 'abc.0' },
      },
      isLong: false,
    })
    const direct = translate({ ...inDirect, ...tap, message: { flags: 0 } })
    expect(direct?.replyTo).toMatchObject({ isUpdate: true, isEphemeral: false })
    expect(direct?.event.user.directChannelId).toBe(CHANNEL)
  })

  it('never changes a message that others see', () => {
    const seen = translate({ ...inGuild, ...tap, message: { flags: 0 } })
    expect(seen?.replyTo).toMatchObject({ isUpdate: false, isEphemeral: true })
    const group = translate({ ...inDirect, channel: { type: 3 }, ...tap, message: { flags: 0 } })
    expect(group?.replyTo).toMatchObject({ isUpdate: false, isEphemeral: true })
    expect(group?.event.user.directChannelId).toBeUndefined()
  })
})

describe('a command', () => {
  const command = (data: object) => translate({ ...inGuild, type: 2, data: { type: 1, ...data } })

  it('has its arguments', () => {
    const options = [{ type: 3, name: 'locale', value: 'es' }]
    expect(command({ name: 'language', options })?.event.input).toEqual({
      kind: 'command',
      name: 'language',
      args: { locale: 'es' },
    })
    expect(command({ name: 'task' })).toMatchObject({ isLong: false, event: { input: { args: {} } } })
  })

  it('may be one of two words, with a file', () => {
    const file = { filename: 'items.csv', size: 7, url: 'https://cdn.discordapp.com/a' }
    const given = [
      { type: 3, name: 'project', value: 'spam' },
      { type: 11, name: 'file', value: '9' },
    ]
    const options = [{ type: 1, name: 'import', options: given }]
    const resolved = { attachments: { '9': { ...file, ephemeral: true } } }
    expect(command({ name: 'project', options, resolved })).toMatchObject({
      isLong: true,
      file,
      event: { input: { kind: 'command', name: 'project import', args: { project: 'spam' } } },
    })
  })

  it('answers in words', () => {
    const options = [{ type: 3, name: 'text', value: '2' }]
    expect(command({ name: 'answer', options })?.event.input).toEqual({ kind: 'text', text: '2' })
  })
})

it('leaves nothing behind when there is nothing to show', async () => {
  const world = await openWorld({ wrap: () => async () => null })
  try {
    const person = world.discord.person()
    const deleted = world.discord.nextCall(({ method }) => method === 'DELETE')
    expect((await person.slash(world.channel, 'help').response()).type).toBe(5)
    expect((await deleted).status).toBe(204)
    expect(person.visibleMessages(world.channel)).toEqual([])
  } finally {
    await world.close()
  }
})
