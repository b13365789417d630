import type { PageOffer, PageView } from '../../../../core/wallet/page-links.ts'

/** The server refused, in words for the person. */
export class Refusal extends Error {}

export function openLink(token: string): Promise<PageView> {
  return post('open', { token })
}

export function offer(token: string, address: string): Promise<PageOffer> {
  return post('offer', { token, address })
}

export function prove(token: string, signature: string): Promise<{ address: string }> {
  return post('prove', { token, signature })
}

async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(`/api/link/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    body: JSON.stringify(body),
  })
  if (response.ok) return (await response.json()) as T
  const { error } = (await response.json()) as { error: { message: string } }
  throw new Refusal(error.message)
}
