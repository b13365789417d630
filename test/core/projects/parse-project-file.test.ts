import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { ExpectedError } from '../../../core/errors.ts'
import { projectDefinition } from '../../../core/projects/definition.ts'
import { roundsOf } from '../../../core/projects/item-cost.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import { projectFile } from './project-file.ts'

/** The problems that reading a text as `fileName` reports. */
function problemsOf(text: string, fileName = 'project.yaml'): string {
  try {
    parseProjectFile(text, fileName)
  } catch (thrown) {
    if (thrown instanceof ExpectedError && 'problems' in thrown.params) return String(thrown.params.problems)
    throw thrown
  }
  throw new Error('the file was accepted')
}

function problemsWith(change: (file: ReturnType<typeof projectFile>) => void): string {
  const file = projectFile()
  change(file)
  return problemsOf(JSON.stringify(file), 'project.json')
}

describe('a valid project file', () => {
  test('is read from YAML and from JSON alike, amounts as exact wei', () => {
    const fromYaml = parseProjectFile(stringify(projectFile()), 'PROJECT.YML')
    const fromJson = parseProjectFile(`\uFEFF${JSON.stringify(projectFile())}`, 'project.json')
    expect(fromYaml).toEqual(fromJson)
    expect(fromYaml.definition.rewards).toEqual({ annotation: 10n ** 17n, budget: 10n ** 21n })
    expect(fromYaml.definition.stake).toEqual({ perAnnotation: 10n ** 18n, slash: 2n * 10n ** 17n })
  })

  test('is stored with every default written out, and means the same when read again', () => {
    const { definition, source } = parseProjectFile(JSON.stringify(projectFile()), 'project.json')
    expect(JSON.parse(source)).toMatchObject({
      threshold: { numerator: 2, denominator: 3 },
      constraints: { maxLength: 1500 },
      leaseMinutes: 15,
      schema: { textField: 'text' },
    })
    expect(projectDefinition.parse(JSON.parse(source))).toEqual(definition)
  })

  test('keeps every amount of wei exactly', () => {
    const amounts = fc.bigInt({ min: 1n, max: (2n ** 96n - 1n) / 3n })
    fc.assert(
      fc.property(amounts, amounts, (annotation, slash) => {
        const tokens = (wei: bigint) => `${wei / 10n ** 18n}.${String(wei % 10n ** 18n).padStart(18, '0')}`
        const file = {
          ...projectFile(),
          maxRedundancy: 3,
          rewards: { annotation: tokens(annotation), budget: tokens(annotation * 3n) },
          stake: { perAnnotation: tokens(slash), slash: tokens(slash) },
        }
        const { definition, source } = parseProjectFile(JSON.stringify(file), 'project.json')
        expect(definition.rewards).toEqual({ annotation, budget: annotation * 3n })
        expect(definition.stake).toEqual({ perAnnotation: slash, slash })
        expect(projectDefinition.parse(JSON.parse(source))).toEqual(definition)
      }),
    )
  })

  test('is what every sample is', async () => {
    const sample = join(import.meta.dirname, '../../../docs/samples/sms-spam/project.yaml')
    const { definition } = parseProjectFile(await readFile(sample, 'utf8'), 'project.yaml')
    expect(definition.name).toBe('sms-spam')
    expect(definition.rewards.budget).toBe(600n * 10n ** 18n)
  })
})

describe('a malformed project file', () => {
  test('names every problem with its place', () => {
    const problems = problemsWith((file) => {
      file.name = 'Not A Name'
      file.schema.labels[1] = { name: 'pear', title: '', definition: 'x' }
      Object.assign(file, { colour: 'red', stake: { perAnnotation: 'much', slash: '-1' } })
    })
    for (const place of [
      'name:',
      'schema.labels.1.title:',
      'colour',
      'stake.perAnnotation:',
      'stake.slash:',
    ]) {
      expect(problems).toContain(place)
    }
  })

  test('names the line of a YAML syntax error', () => {
    expect(problemsOf('name: fruit\ntitle: "never closed\nlanguages: [en]\n')).toMatch(
      /line \d+: Missing closing/,
    )
    expect(problemsOf('name: fruit\nname: again\n')).toContain('line 2: Map keys must be unique')
    expect(problemsOf('name: fruit\n--- \nname: other\n')).toMatch(/line \d+: .*multiple documents/)
    expect(problemsOf('name: !!js/function "x"\n')).toMatch(/line 1: Unresolved tag/)
  })

  test('names the place of a JSON syntax error', () => {
    expect(problemsOf('{\n  "name": "fruit",\n  oops\n}', 'project.json')).toMatch(/not JSON: .*line 3/)
  })

  test.each([
    ['nothing', ''],
    ['a text', 'just words'],
    ['a list', '- 1\n- 2'],
    ['null', 'null'],
  ])('says what is missing when it holds %s', (_, text) => {
    expect(problemsOf(text)).toMatch(/expected object/i)
  })

  test('refuses an unknown kind of file', () => {
    expect(problemsOf('{}', 'project.toml')).toContain('.yaml, .yml or .json')
  })

  test('refuses aliases that blow up, without building what they stand for', () => {
    const levels = Array.from({ length: 20 }, (_, level) => {
      const before = level === 0 ? '"x"' : `*a${level - 1}`
      return `a${level}: &a${level} [${Array(10).fill(before).join(', ')}]`
    })
    expect(problemsOf(levels.join('\n'))).toContain('alias')
  })

  test('refuses nesting that exhausts the parser', () => {
    expect(problemsOf('['.repeat(90_000))).not.toBe('')
    expect(problemsOf(`${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`, 'project.json')).not.toBe('')
  })

  test('refuses a file that is too large', () => {
    expect(problemsOf(`name: ${'x'.repeat(200_000)}`)).toContain('at most 200000')
  })

  test('refuses keys that would reach into objects', () => {
    const text = JSON.stringify(projectFile()).replace('{', '{"__proto__": {"name": "x"}, ')
    expect(problemsOf(text, 'project.json')).toContain('__proto__')
    expect(problemsOf(`${stringify(projectFile())}__proto__: {}\n`)).toContain('__proto__')
  })

  test('lists the first problems and counts the others', () => {
    const problems = problemsWith((file) => {
      file.languages = Array.from({ length: 40 }, () => 'not a language')
    })
    expect(problems.split('; ')).toHaveLength(21)
    expect(problems).toContain('and 20 more')
  })

  test('never fails in another way, whatever the text', () => {
    const words = fc.constantFrom(
      ': ',
      '\n',
      '- ',
      '&a ',
      '*a',
      '"',
      '{',
      '}',
      '[',
      '|',
      '>',
      'name',
      '!!x ',
      '\t',
      '? ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 40 }), (parts) => {
        expect(problemsOf(parts.join(''))).not.toBe('')
        expect(problemsOf(parts.join(''), 'project.json')).not.toBe('')
      }),
    )
  })
})

describe('rules over several fields', () => {
  test.each<[string, (file: ReturnType<typeof projectFile>) => void, string]>([
    [
      'two labels of one name',
      (file) => {
        file.schema.labels[1] = { name: 'apple', title: 'Pear', definition: 'x' }
      },
      'schema.labels.1.name: another label is named "apple"',
    ],
    [
      'two labels of one title',
      (file) => {
        file.schema.labels[1] = { name: 'pear', title: 'APPLE', definition: 'x' }
      },
      'schema.labels.1.title: another label',
    ],
    [
      'a title that is the number of another button',
      (file) => {
        file.schema.labels[0] = { name: 'apple', title: '2', definition: 'x' }
      },
      'schema.labels.0.title: "2" could be mistaken',
    ],
    [
      'a label that is no number on a scale of numbers',
      (file) => {
        file.schema.scale = 'interval'
        file.schema.labels[0] = { name: 'apple', title: 'Apple', definition: 'x' }
      },
      'schema.labels.0.name: must be a whole number, as the scale is interval',
    ],
    [
      'an example with an unknown label',
      (file) => {
        file.guideline.poor[0] = { text: 'x', label: 'plum', why: 'x' }
      },
      'guideline.poor.0.label: "plum"',
    ],
    [
      'maxRedundancy below redundancy',
      (file) => {
        file.maxRedundancy = 2
      },
      'maxRedundancy: must be at least',
    ],
    [
      'a threshold of one half',
      (file) => {
        file.threshold = { numerator: 1, denominator: 2 }
      },
      'threshold: must be more than one half',
    ],
    [
      'a threshold above one',
      (file) => {
        file.threshold = { numerator: 4, denominator: 3 }
      },
      'threshold: must be more than one half',
    ],
    [
      'a slash above the stake',
      (file) => {
        file.stake.slash = 2
      },
      'stake.slash: must not exceed',
    ],
    [
      'no reward',
      (file) => {
        file.rewards.annotation = 0
      },
      'rewards.annotation: must be more than 0',
    ],
    [
      'a budget below one item',
      (file) => {
        file.rewards.budget = '0.4'
      },
      'rewards.budget: does not cover one item',
    ],
    [
      'a text field named as another column',
      (file) => {
        file.schema.textField = 'id'
      },
      'schema.textField',
    ],
    [
      'a control character',
      (file) => {
        file.title = 'a\u0000b'
      },
      'title: holds a control character',
    ],
    [
      'half of a character pair',
      (file) => {
        file.title = 'a\ud800b'
      },
      'title: holds a control character',
    ],
  ])('refuses %s', (_, change, problem) => {
    expect(problemsWith(change)).toContain(problem)
  })
})

describe('answering again', () => {
  const plum = { name: 'plum', title: 'Plum', definition: 'Grows on plum trees.' }
  const again = (file: ReturnType<typeof projectFile>) =>
    Object.assign(file, { protocol: 'peers', resubmit: {} })

  test('is allowed once within a day unless the file says more', () => {
    const file = again(projectFile())
    file.schema.labels.push(plum)
    const { definition } = parseProjectFile(JSON.stringify(file), 'project.json')
    expect(definition.resubmit).toEqual({ tries: 1, hours: 24 })
    expect(roundsOf(definition)).toBe(2)
    expect(roundsOf({ resubmit: { tries: 3 } })).toBe(4)
  })

  test('needs validators and a third label', () => {
    expect(problemsWith(again)).toContain('resubmit: needs three labels or more')
    expect(problemsWith((file) => Object.assign(again(file), { protocol: 'independent' }))).toContain(
      'resubmit: works with the protocol peers only',
    )
  })
})

describe('limits of the chat platforms', () => {
  const label = (index: number) => ({ name: `l${index}`, title: `Label ${index}`, definition: 'x' })
  const withLabels = (count: number) => (file: ReturnType<typeof projectFile>) => {
    file.schema.labels = Array.from({ length: count }, (_, index) => label(index))
    file.guideline.good = [{ text: 'x', label: 'l0', why: 'x' }]
    file.guideline.poor = [{ text: 'x', label: 'l1', why: 'x' }]
  }

  test('names the platform when there are more labels than buttons', () => {
    expect(problemsWith(withLabels(21))).toMatch(
      /schema\.labels: 21 labels do not fit: Discord .* at most 20/,
    )
    const file = projectFile()
    withLabels(20)(file)
    expect(parseProjectFile(JSON.stringify(file), 'p.json').definition.schema.labels).toHaveLength(20)
  })

  test('names a length that leaves no room for the question', () => {
    const problems = problemsWith((file) => {
      file.constraints = { maxLength: 1_900 }
    })
    expect(problems).toMatch(
      /constraints\.maxLength: 1900 does not fit: a Discord message holds 2,000 characters/,
    )
    const most = Number(/use at most (\d+)/.exec(problems)?.[1])
    const file = { ...projectFile(), constraints: { maxLength: most } }
    expect(parseProjectFile(JSON.stringify(file), 'p.json').definition.constraints.maxLength).toBe(most)
  })

  test('names a guideline that is too long for a message, and by how much', () => {
    const problems = problemsWith((file) => {
      file.guideline.summary = 'a'.repeat(1_000)
      file.guideline.good[0] = { text: 'b'.repeat(1_000), label: 'apple', why: 'x' }
    })
    expect(problems).toMatch(/guideline: does not fit: a Discord message .*; shorten them by \d+/)
  })
})
