import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderScreen } from '../../../bots/discord/render.ts'
import type { Block, Button, Screen } from '../../../commands/screen.ts'
import { paragraph, screenText } from '../../../commands/text.ts'
import { parseMessage } from '../../emulators/discord/forms/message.ts'
import { anyScreen, screenOf } from './any-screen.ts'
import { openWorld } from './world.ts'

const letters = (text: string) => (text.match(/[\p{L}\p{N}]/gu) ?? []).join('')

/** Everything a person sees of a message in words, signs aside. */
function seen(screen: Screen): string {
  const { body, files } = renderScreen(screen)
  const whole = files.find(({ name }) => name === 'tagora.txt')
  if (whole) return letters(String(whole.data))
  return letters([body.content, ...body.embeds.map((embed) => embed.description ?? '')].join('\n'))
}

const button = (at: number, label = `Label ${at}`): Button => ({
  label,
  actionId: `${'0'.repeat(32)}.${at}`,
  style: 'primary',
})

describe('any screen', () => {
  it('becomes a message that Discord takes, with all its words and buttons', () => {
    fc.assert(
      fc.property(anyScreen, (screen) => {
        const { body, files } = renderScreen(screen)
        parseMessage(body)
        const total = body.embeds.reduce((sum, embed) => sum + (embed.description?.length ?? 0), 0)
        expect(total).toBeLessThanOrEqual(6_000)
        expect(body.attachments).toHaveLength(files.length)
        const words = letters(screenText(screen.blocks))
        expect(seen(screen).slice(0, words.length)).toBe(words)
        const shown = body.components.flatMap((row) => row.components)
        const ids = shown.flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
        const wanted = screen.buttons.flat().map(({ actionId }) => actionId)
        expect(ids).toEqual(wanted.slice(0, 25))
        const addresses = shown.flatMap((one) => ('url' in one ? [one.url] : []))
        const text = seen(screen)
        for (const { url } of screen.links?.flat() ?? []) {
          expect(addresses.includes(url) || text.includes(letters(url))).toBe(true)
        }
      }),
      // Shrinking the longest texts has no end worth waiting for.
      { numRuns: 150, interruptAfterTimeLimit: 15_000 },
    )
  })

  it('is sent, and takes the place of another, over the wire', async () => {
    const screens = fc.sample(anyScreen, { numRuns: 24, seed: 7 })
    const shown = screens.map((screen) => ({
      ...screen,
      buttons: [...screen.buttons.slice(0, 4), [button(999)]],
    }))
    const wired = shown.map((screen) => ({
      ...screen,
      buttons: screen.buttons.map((row) => row.slice(0, 5)),
    }))
    let next = 0
    const world = await openWorld({ wrap: () => async () => wired[next++] ?? null })
    try {
      const person = world.discord.person()
      let message = await person.slash('dm', 'help').message()
      while (next < wired.length) message = await person.click(message, button(999).actionId).message()
      expect(person.dms()).toHaveLength(1)
      const to = { userId: person.id, directChannelId: null }
      for (const [at, screen] of wired.entries()) {
        expect(await world.adapter.send(to, screen, `notice-${at}`)).toBe('delivered')
      }
      expect(person.dms()).toHaveLength(1 + wired.length)
      expect(world.discord.calls().filter(({ code }) => code !== null)).toEqual([])
    } finally {
      await world.close()
    }
  })
})

describe('foreign text', () => {
  it('is never markup, whatever is in it', () => {
    const text = fc.string({ unit: fc.constantFrom(...'*_~`|[]()<>@#-+1.: \n\\ab/&!') })
    fc.assert(
      fc.property(text, (foreign) => {
        const { body } = renderScreen(screenOf([{ kind: 'quote', text: foreign }]))
        for (const line of body.content.split('\n')) {
          expect(line === '>' || line.startsWith('> ')).toBe(true)
          const rest = line.slice(2).replace(/\\(?:_|[^\s\w])/g, 'x')
          expect(rest).not.toMatch(/[*_~`|[\]<\\]|:\S|(^|\s)[-+#>]|(^|\s)\d+\.(\s|$)/)
        }
      }),
    )
  })

  it('pings nobody and links nowhere', () => {
    const text =
      '@everyone <@123456789012345678> <#1> :bomb: https://evil.example/x [a](https://evil.example)'
    const { body } = renderScreen(screenOf([{ kind: 'quote', text }]))
    expect(body.content).toBe(
      '> @everyone \\<@123456789012345678> \\<#1> \\:bomb: https\\://evil.example/x \\[a\\](https\\://evil.example)',
    )
    expect(body.allowed_mentions).toEqual({ parse: [] })
  })

  it('stays a quote over its blank lines and odd line ends', () => {
    const { body } = renderScreen(screenOf([{ kind: 'quote', text: 'a\r\n\rb\u0000\n' }]))
    expect(body.content).toBe('> a\n> \n> b')
  })
})

describe('our own words', () => {
  it('keep their styles and links', () => {
    const blocks: Block[] = [
      { kind: 'heading', content: [{ text: 'Title' }] },
      paragraph('**bold** and _italic_ and `co*de`'),
      { kind: 'list', items: [[{ text: 'one' }], [{ text: 'two\nlines' }]] },
      { kind: 'paragraph', content: [{ text: 'docs', url: 'https://tagora.example/a b' }] },
      { kind: 'paragraph', content: [{ text: 'odd', url: 'javascript:alert(1)' }] },
      { kind: 'code', text: 'let a = 1' },
    ]
    expect(renderScreen(screenOf(blocks)).body.content).toBe(
      [
        '### Title',
        '**bold** and _italic_ and `co*de`',
        '',
        '- one',
        '- two',
        '  lines',
        '',
        '[docs](<https://tagora.example/a%20b>)',
        '',
        'odd (javascript\\:alert(1))',
        '',
        '```\nlet a = 1\n```',
      ].join('\n'),
    )
  })
})

describe('limits', () => {
  it('continues a long text in embeds of the same message', () => {
    const text = 'word '.repeat(1_400)
    const { body, files } = renderScreen(screenOf([{ kind: 'quote', text }]))
    expect(body.embeds.length).toBeGreaterThan(0)
    expect(files).toEqual([])
    for (const embed of body.embeds) expect(embed.description).toMatch(/^> /)
    expect(seen(screenOf([{ kind: 'quote', text }]))).toBe(letters(text))
  })

  it('attaches as a file what no message holds', () => {
    const text = 'word '.repeat(4_000)
    const { body, files } = renderScreen(screenOf([{ kind: 'quote', text }]))
    expect(body.content.endsWith('…')).toBe(true)
    expect(body.attachments).toEqual([{ id: '0', filename: 'tagora.txt' }])
    expect(String(files[0]?.data)).toBe(text)
  })

  it('names in the text what a button cannot hold, by the number that answers it', () => {
    const long = 'very '.repeat(30)
    const many = Array.from({ length: 27 }, (_, at) => button(at, at === 0 ? long : `Label ${at}`))
    const { body } = renderScreen({ blocks: [paragraph('Which?')], buttons: [many] })
    expect(body.components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 5])
    expect(body.components[0]?.components[0]?.label).toHaveLength(80)
    expect(body.content).toBe(`Which?\n\n- 1\\. ${long.trimEnd()} \n- 26\\. Label 25\n- 27\\. Label 26`)
  })

  it('has something to show for a screen without words', () => {
    expect(renderScreen(screenOf([])).body.content).toBe('…')
    expect(renderScreen(screenOf([{ kind: 'quote', text: ' \u200b ' }])).body.content).toBe('> …')
  })
})
