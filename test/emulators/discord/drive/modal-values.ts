import { ComponentType } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import type { ComponentForm } from '../forms/components.ts'
import type { ModalForm } from '../forms/modal.ts'
import type { Json } from '../world/payloads.ts'
import type { ChannelState } from '../world/types.ts'
import { ClientRefusal, clientRequires } from './client-refusal.ts'
import { pickValues } from './pick.ts'
import type { Resolver } from './resolved.ts'
import { type AttachedFile, attach } from './slash-options.ts'

/** What a person enters, by custom id: text, a chosen value, several, a tick, or files. */
export type ModalValue = string | boolean | string[] | AttachedFile[]
/** All entries of a modal. */
export type ModalValues = Record<string, ModalValue>

interface Field {
  type: number
  custom_id: string
  required?: boolean | null
  value?: string | null
  min_length?: number | null
  max_length?: number | null
  min_values?: number | null
  max_values?: number | null
  default?: boolean | null
  options?: { value: string; label: string; default?: boolean | null }[]
}

/** Fills the form on a person's screen as their client would, or refuses. */
export class ModalFiller {
  readonly #core: Core
  readonly #channel: ChannelState
  readonly #values: ModalValues
  readonly #resolver: Resolver

  constructor(core: Core, channel: ChannelState, values: ModalValues, resolver: Resolver) {
    this.#core = core
    this.#channel = channel
    this.#values = values
    this.#resolver = resolver
  }

  /** The `components` of a modal submit. */
  fill(form: ModalForm): Json[] {
    const used = new Set<string>()
    const filled = form.components.map((component, index) => this.#component(component, index + 1, used))
    for (const id of Object.keys(this.#values)) clientRequires(used.has(id), `The modal has no field ${id}`)
    return filled
  }

  #component(component: ComponentForm, id: number, used: Set<string>): Json {
    const type = component.type as number
    const base = { type, id: component.id ?? id * 2 }
    if (component.component)
      return { ...base, component: this.#field(component.component as unknown as Field, id * 2 + 1, used) }
    if (Array.isArray(component.components))
      return {
        ...base,
        components: (component.components as Field[]).map((field) => this.#field(field, id * 2 + 1, used)),
      }
    return base
  }

  #field(field: Field, id: number, used: Set<string>): Json {
    used.add(field.custom_id)
    const base = { type: field.type, id, custom_id: field.custom_id }
    const value = this.#values[field.custom_id]
    switch (field.type) {
      case ComponentType.TextInput:
        return { ...base, value: this.#text(field, value) }
      case ComponentType.Checkbox:
        return { ...base, value: typeof value === 'boolean' ? value : (field.default ?? false) }
      case ComponentType.RadioGroup:
        return { ...base, value: this.#radio(field, value) }
      case ComponentType.FileUpload:
        return { ...base, values: this.#files(field, value) }
      default:
        return { ...base, values: this.#several(field, value) }
    }
  }

  #text(field: Field, value: ModalValue | undefined): string {
    const text = value ?? field.value ?? ''
    clientRequires(typeof text === 'string', `Field ${field.custom_id} takes text`)
    const length = [...text].length
    if (length === 0) clientRequires(field.required === false, `Field ${field.custom_id} is required`)
    else {
      const fits = length >= (field.min_length ?? 0) && length <= (field.max_length ?? 4000)
      clientRequires(fits, `Field ${field.custom_id}: wrong length`)
    }
    return text
  }

  #radio(field: Field, value: ModalValue | undefined): string | null {
    const chosen = value ?? field.options?.find((option) => option.default)?.value
    if (chosen === undefined) {
      clientRequires(field.required === false, `Field ${field.custom_id} is required`)
      return null
    }
    const option = field.options?.find((other) => other.value === chosen || other.label === chosen)
    clientRequires(option, `Field ${field.custom_id} has no option ${String(chosen)}`)
    return option.value
  }

  #files(field: Field, value: ModalValue | undefined): string[] {
    const files = (value ?? []) as AttachedFile[]
    if (!Array.isArray(files) || files.some((file) => typeof file !== 'object'))
      throw new ClientRefusal(`Field ${field.custom_id} takes files`)
    this.#count(field, files.length)
    return files.map((file) => attach(this.#core, this.#channel.id, file, this.#resolver))
  }

  #several(field: Field, value: ModalValue | undefined): string[] {
    const defaults = field.options?.filter((option) => option.default).map((option) => option.value)
    const asked = value === undefined ? (defaults ?? []) : ([value].flat() as string[])
    this.#count(field, asked.length)
    return pickValues(field as unknown as ComponentForm, asked, this.#resolver)
  }

  #count(field: Field, count: number): void {
    if (count === 0 && field.required === false) return
    const most = field.type === ComponentType.CheckboxGroup ? (field.options?.length ?? 1) : 1
    const fits = count >= (field.min_values ?? 1) && count <= (field.max_values ?? most)
    clientRequires(fits, `Field ${field.custom_id} does not take ${count} values`)
  }
}
