import type { TelegramEmulator } from './start.ts'

/** What the Bot API answers, whether it did or refused. */
export interface ApiAnswer {
  ok: boolean
  // biome-ignore lint/suspicious/noExplicitAny: the result's shape depends on the method under test
  result?: any
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}

/** Calls a Bot API method with a raw JSON request, as a bot without any library would. */
export async function callApi(
  emulator: TelegramEmulator,
  method: string,
  body: Record<string, unknown> = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as ApiAnswer
}

/** The description of a refusal; fails the test when the call was accepted. */
export async function refusalOf(
  emulator: TelegramEmulator,
  method: string,
  body: Record<string, unknown> = {},
): Promise<string> {
  const answer = await callApi(emulator, method, body)
  if (answer.ok) throw new Error(`${method} was accepted: ${JSON.stringify(answer.result)}`)
  return answer.description ?? ''
}
