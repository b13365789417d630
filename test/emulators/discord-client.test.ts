import {
  type CacheType,
  ChannelType,
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  Partials,
} from 'discord.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Person } from './discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'

let discord: DiscordEmulator
let client: Client
let person: Person
let channel: { id: string }

beforeEach(async () => {
  discord = await startDiscord()
  const guild = discord.guild({ name: 'Labelers' })
  channel = guild.channel({ name: 'tasks' })
  person = discord.person({ username: 'ada', locale: 'de' })
  client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.restApi },
  })
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  await ready
  await client.application?.commands.set([
    {
      name: 'task',
      description: 'Next task',
      options: [
        { type: 3, name: 'text', description: 'Text' },
        { type: 6, name: 'who', description: 'Who' },
        { type: 11, name: 'file', description: 'File' },
        { type: 3, name: 'find', description: 'Find', autocomplete: true },
      ],
    },
  ])
})
afterEach(async () => {
  await client.destroy()
  await discord.stop()
})

/** Runs a handler for each interaction; its failure fails the test through the promise it returns. */
function on<T extends Interaction>(handle: (interaction: T) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.on(Events.InteractionCreate, (interaction) => {
      handle(interaction as T).then(resolve, reject)
    })
  })
}

type Slash = ChatInputCommandInteraction<CacheType>

const row = (label: string) => ({
  type: 1 as const,
  components: [{ type: 2 as const, style: 1 as const, label, customId: `id-${label}` }],
})

it('gets ready with its guilds, channels and commands', async () => {
  expect(client.user?.id).toBe(discord.applicationId)
  expect(client.guilds.cache.map(({ name }) => name)).toEqual(['Labelers'])
  expect(client.channels.cache.has(channel.id)).toBe(true)
  expect(discord.commands().map(({ name }) => name)).toEqual(['task'])
})

it('reads the options of a command and replies', async () => {
  const other = discord.person({ username: 'bob' })
  const done = on<Slash>(async (interaction) => {
    const { options, locale, user } = interaction
    const file = options.getAttachment('file', true)
    const size = (await (await fetch(file.url)).arrayBuffer()).byteLength
    const who = options.getUser('who', true).username
    await interaction.reply(`${user.username} ${locale} ${options.getString('text')} ${who} ${size}`)
  })
  const file = { filename: 'a.csv', contentType: 'text/csv', content: 'a,b' }
  const command = person.slash(channel, 'task', { text: 'hello', who: other, file })
  expect((await command.message()).content).toBe('ada de hello bob 3')
  await done
})

it('replies ephemerally', async () => {
  void on<Slash>((interaction) => interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }))
  const response = await person.slash(channel, 'task').response()
  expect(response).toMatchObject({ type: 4, ephemeral: true, message: { content: 'psst' } })
  expect(discord.person().visibleMessages(channel)).toEqual([])
})

it('updates a message in place with one call per press', async () => {
  void on<Interaction>(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'one', components: [row('Next')] })
    else if (interaction.isButton()) await interaction.update({ content: 'two', components: [row('Done')] })
  })
  const message = await person.slash(channel, 'task').message()
  const before = discord.calls().length
  await person.click(message, 'Next').message()
  expect(discord.calls().length - before).toBe(1)
  expect(person.visibleMessages(channel)).toMatchObject([{ id: message.id, content: 'two' }])
  expect(() => person.click(message, 'Next')).toThrow('no button')
})

it('defers, edits and follows up', async () => {
  const done = on<Slash>(async (interaction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.editReply('worked it out')
    await interaction.followUp('for all to see')
  })
  const command = person.slash(channel, 'task')
  expect((await command.response()).type).toBe(5)
  expect((await command.followUp()).content).toBe('for all to see')
  await done
  expect((await command.message()).content).toBe('worked it out')
  expect(
    discord
      .person()
      .visibleMessages(channel)
      .map(({ content }) => content),
  ).toEqual(['for all to see'])
})

it('opens a modal and reads every kind of field', async () => {
  const seen: unknown[] = []
  void on<Interaction>(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.showModal({
        custom_id: 'form',
        title: 'Form',
        components: [
          { type: 18, label: 'Why', component: { type: 4, custom_id: 'why', style: 1 } },
          {
            type: 18,
            label: 'Pick',
            component: { type: 3, custom_id: 'pick', options: [{ label: 'A', value: 'a' }] },
          },
          { type: 18, label: 'File', component: { type: 19, custom_id: 'file' } },
          { type: 1, components: [{ type: 4, custom_id: 'old', style: 2, label: 'Old', required: false }] },
        ],
      })
    else if (interaction.isModalSubmit()) {
      const { fields } = interaction
      seen.push(fields.getTextInputValue('why'), fields.getStringSelectValues('pick'))
      seen.push(fields.getUploadedFiles('file', true).first()?.name, fields.getTextInputValue('old'))
      await interaction.reply('thanks')
    }
  })
  await person.slash(channel, 'task').response()
  const submit = person.submitModal({
    why: 'because',
    pick: ['A'],
    file: [{ filename: 'proof.png', content: 'png' }],
  })
  expect((await submit.message()).content).toBe('thanks')
  expect(seen).toEqual(['because', ['a'], 'proof.png', ''])
})

it('suggests while a person types', async () => {
  void on<Interaction>(async (interaction) => {
    if (interaction.isAutocomplete()) {
      const typed = interaction.options.getFocused()
      await interaction.respond([{ name: `${typed}!`, value: typed }])
    }
  })
  const { choices } = await person.autocomplete(channel, 'task', 'find', 'ab').response()
  expect(choices).toEqual([{ name: 'ab!', value: 'ab' }])
})

it('writes direct messages, and hears when they are closed', async () => {
  const user = await client.users.fetch(person.id)
  await user.send('hello')
  expect(person.dms()).toMatchObject([{ content: 'hello' }])
  person.closeDms()
  await expect(user.send('again')).rejects.toMatchObject({ code: 50007 })
})

it('answers interactions in the conversation with the bot', async () => {
  void on<Slash>((interaction) => interaction.reply(`guild: ${interaction.inGuild()}`))
  expect((await person.slash('dm', 'task').message()).content).toBe('guild: false')
  expect(person.dms()).toHaveLength(1)
})

it('learns of refusals with their paths', async () => {
  const target = await client.channels.fetch(channel.id)
  if (!target?.isSendable()) throw new Error('The channel is not there')
  await expect(target.send('x'.repeat(2001))).rejects.toMatchObject({
    code: 50035,
    message: expect.stringContaining('content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.'),
  })
})

it('sends files and works with threads, roles and members', async () => {
  const guild = client.guilds.cache.first()
  const target = guild?.channels.cache.get(channel.id)
  if (!guild || target?.type !== ChannelType.GuildText) throw new Error('The channel is not there')
  const sent = await target.send({ files: [{ attachment: Buffer.from('abc'), name: 'a.txt' }] })
  expect(sent.attachments.first()?.size).toBe(3)
  const thread = await target.threads.create({ name: 'Dispute', type: 12 })
  await thread.members.add(person.id)
  await thread.send('private')
  expect(person.visibleMessages(thread)).toMatchObject([{ content: 'private' }])
  const role = await guild.roles.create({ name: 'annotator' })
  const member = await guild.members.fetch(person.id)
  await member.roles.add(role)
  expect((await guild.members.fetch({ user: person.id, force: true })).roles.cache.has(role.id)).toBe(true)
  await sent.react('✅')
  await sent.pin()
  await sent.delete()
  expect(person.visibleMessages(channel)).toEqual([])
})

it('resumes after a lost connection and gets the interactions it missed', async () => {
  const replied = on<Slash>((interaction) => interaction.reply('back'))
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve))
  discord.dropGateway({ resumable: true })
  const command = person.slash(channel, 'task')
  await resumed
  expect((await command.message()).content).toBe('back')
  await replied
  expect(discord.connectedSessions()).toBe(1)
})

it('waits out a rate limit by itself', async () => {
  const target = await client.channels.fetch(channel.id)
  if (!target?.isSendable()) throw new Error('The channel is not there')
  discord.failNext('POST /channels/:channel/messages', { status: 429, retryAfterSeconds: 0.05 })
  await target.send('after all')
  const calls = discord.calls({ method: 'POST', route: '/channels/:channel/messages' })
  expect(calls.map(({ status }) => status)).toEqual([429, 200])
})
