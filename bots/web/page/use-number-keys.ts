import { useLayoutEffect } from 'preact/hooks'
import type { ChatMessage } from '../message.ts'

/** Keys 1 to 9 tap the buttons of the open message and `/` goes to the message field, wherever the focus is
 * but in a text field or a dialog. */
export function useNumberKeys(open: ChatMessage | null | undefined, onTap: (actionId: string) => void): void {
  // Together with the buttons on the page: a key must never tap what was there before.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isBusyElsewhere()) return
      if (event.key === '/') return focusField(event)
      const button = /^[1-9]$/.test(event.key) && open?.screen.buttons.flat()[Number(event.key) - 1]
      if (!button) return
      event.preventDefault()
      onTap(button.actionId)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [open, onTap])
}

function isBusyElsewhere(): boolean {
  return (
    document.querySelector('dialog[open]') !== null ||
    document.activeElement?.matches('input:not([type=file]), textarea, select') === true
  )
}

function focusField(event: KeyboardEvent): void {
  event.preventDefault()
  const field = document.querySelector<HTMLInputElement>('.composer [role=combobox]')
  if (!field) return
  field.focus()
  if (field.value) return
  field.value = '/'
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
