import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withFile } from '../../../bots/discord/fetch-file.ts'

const MEGABYTE = 1024 * 1024

let server: Server
let origin: string

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/items.csv') response.end('id,text')
    else if (request.url === '/endless') {
      const chunk = Buffer.alloc(MEGABYTE)
      const pour = () => {
        while (response.write(chunk)) if (response.destroyed) return
      }
      response.on('drain', pour)
      pour()
    } else if (request.url === '/moved') response.writeHead(302, { location: '/items.csv' }).end()
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const fileAt = (url: string, size = 7) => ({ filename: '../items.csv', size, url })
const api = () => `${origin}/api`

it('gives the file for as long as the work takes, under a harmless name', async () => {
  let at = ''
  const text = await withFile(fileAt(`${origin}/items.csv`), api(), async ({ name, path }) => {
    at = path
    expect(name).toBe('items.csv')
    return await readFile(path, 'utf8')
  })
  expect(text).toBe('id,text')
  expect(existsSync(at)).toBe(false)
})

it('deletes the file when the work fails', async () => {
  let at = ''
  const failing = withFile(fileAt(`${origin}/items.csv`), api(), async ({ path }) => {
    at = path
    throw new Error('the work failed')
  })
  await expect(failing).rejects.toThrow('the work failed')
  expect(existsSync(at)).toBe(false)
})

const unused = async () => {
  throw new Error('there is nothing to work on')
}

it('refuses what is announced as too large, and what is larger than announced', async () => {
  const announced = withFile(fileAt(`${origin}/items.csv`, 20 * MEGABYTE + 1), api(), unused)
  await expect(announced).rejects.toMatchObject({ code: 'attachment.tooLarge', params: { megabytes: 20 } })
  const grown = withFile(fileAt(`${origin}/endless`), api(), unused)
  await expect(grown).rejects.toMatchObject({ code: 'attachment.tooLarge' })
})

it.each(['/gone', '/moved'])('words that %s could not be fetched', async (path) => {
  await expect(withFile(fileAt(origin + path), api(), unused)).rejects.toMatchObject({
    code: 'attachment.unavailable',
    params: { file: 'items.csv' },
    cause: expect.any(Error),
  })
})

it('asks nobody but Discord for files', async () => {
  const elsewhere = withFile(fileAt(`${origin}/items.csv`), undefined, unused)
  await expect(elsewhere).rejects.toMatchObject({
    code: 'attachment.unavailable',
    cause: { message: `${origin} is no host of Discord's files` },
  })
  const plain = withFile(fileAt('http://cdn.discordapp.com/a'), undefined, unused)
  await expect(plain).rejects.toMatchObject({ cause: { message: expect.stringContaining('no host') } })
})
