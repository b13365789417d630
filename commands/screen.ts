/** A run of text. Values from people are plain `text`; only our own wording is ever styled. */
export interface Inline {
  readonly text: string
  readonly style?: 'bold' | 'italic' | 'code'
  readonly url?: string
}

export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly content: readonly Inline[] }
  /** Something a person or a data set wrote, shown apart and never interpreted. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }

export type ButtonStyle = 'primary' | 'secondary' | 'success' | 'danger'

/** A button as a command words it: what it does is stored, only an opaque id leaves the server. */
export interface ButtonDraft {
  readonly label: string
  readonly command: string
  readonly args?: Readonly<Record<string, string>>
  readonly style?: ButtonStyle
}

/** A button as adapters show it: `actionId` is at most 36 ASCII characters. */
export interface Button {
  readonly label: string
  readonly actionId: string
  readonly style: ButtonStyle
}

/** A picture that stands with the text. What it shows may be for one person's eyes only. */
export interface ScreenImage {
  /** The bytes of a PNG, as base64. */
  readonly png: string
  /** What it shows, for whoever cannot see it. */
  readonly alt: string
}

/** A way to a page, as a button where the platform can. */
export interface Link {
  readonly label: string
  readonly url: string
}

/** Which stored state a screen shows that changes by itself, and which version of that state. */
export interface Live {
  readonly id: string
  readonly version: number
}

interface ScreenOf<B> {
  readonly blocks: readonly Block[]
  readonly image?: ScreenImage
  /** Rows from top to bottom; also answerable by typing the number or the label of a button. */
  readonly buttons: readonly (readonly B[])[]
  /** Rows below the buttons; they are no answers, so they have no number. */
  readonly links?: readonly (readonly Link[])[]
  /** Where the platform can, show it to this person only. */
  readonly ephemeral?: boolean
  /** A sentence or two for this person alone, beside what they are looking at, never in its place: why nothing was
   * done, or that a vote counts. */
  readonly alert?: boolean
  /** Set when the screen will change without a tap: the adapter then says where it stands. */
  readonly live?: Live
}

/** What a command returns. */
export type ScreenDraft = ScreenOf<ButtonDraft>
/** What an adapter renders. */
export type Screen = ScreenOf<Button>
