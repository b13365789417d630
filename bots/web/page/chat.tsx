import { useEffect, useState } from 'preact/hooks'
import type { ChatCommand, ChatPerson } from '../message.ts'
import { fetchCommands } from './api.ts'
import { Composer } from './composer.tsx'
import { Icon } from './icons.tsx'
import { Messages } from './messages.tsx'
import { openMessage } from './thread.ts'
import { useConversation } from './use-conversation.ts'
import { useNumberKeys } from './use-number-keys.ts'
import { Waiting } from './waiting.tsx'
import { regional, type Words } from './words.ts'

interface Props {
  readonly person: ChatPerson
  readonly words: Words
  onPerson(person: ChatPerson): void
}

/** One person's side of the chat. */
export function Chat({ person, words, onPerson }: Props) {
  const { messages, online, pending, refusal, send, dismiss } = useConversation(person.id, onPerson)
  const commands = useCommands(person)
  const tap = (actionId: string) => send({ kind: 'action', actionId })
  const say = (text: string, file?: File) => send({ kind: 'text', text }, file)
  useNumberKeys(messages && openMessage(messages), tap)

  return (
    <main class="chat">
      <h1 class="unseen">
        {words.conversation}: {person.name}
      </h1>
      {!online && (
        <p class="lost" role="status">
          {words.lost}
        </p>
      )}
      {messages ? (
        <Messages
          messages={messages}
          pending={pending}
          words={words}
          locale={regional(person.locale, navigator.languages)}
          onTap={tap}
          onStart={() => say('/start')}
        />
      ) : (
        <Waiting words={words} />
      )}
      {refusal && (
        <div class="refusal" role="alert">
          <p>{refusal}</p>
          <button type="button" class="round" aria-label={words.dismiss} onClick={dismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
      <Composer commands={commands} busy={pending !== null || !messages} words={words} onSay={say} />
    </main>
  )
}

/** The commands of a person, read again when their language or roles change. */
function useCommands({ id, locale, roles }: ChatPerson): readonly ChatCommand[] {
  const [commands, setCommands] = useState<readonly ChatCommand[]>([])
  const known = `${id} ${locale} ${roles.join()}`
  useEffect(() => {
    let current = true
    // Suggestions are a convenience: without them every command can still be typed.
    fetchCommands(known.split(' ')[0] ?? '').then(
      (answer) => current && setCommands(answer.commands),
      () => current && setCommands([]),
    )
    return () => {
      current = false
    }
  }, [known])
  return commands
}
