import { type CommandScope, type ProfileText, readLanguage, readScope } from '../bot-profile.ts'
import { badRequest } from '../errors.ts'
import type { Params } from '../params.ts'
import type { World } from '../world.ts'
import type { Method } from './method.ts'

/** `setMyCommands`: a list for one scope and language. */
export const setMyCommands: Method = (world, params) => {
  checkScopeChat(world, readScope(params))
  world.profile.setCommands(params)
  return true
}

/** `getMyCommands`: exactly the list of that scope and language, not what a person would see. */
export const getMyCommands: Method = (world, params) => {
  checkScopeChat(world, readScope(params))
  return world.profile.getCommands(params)
}

/** `deleteMyCommands`. */
export const deleteMyCommands: Method = (world, params) => {
  checkScopeChat(world, readScope(params))
  world.profile.deleteCommands(params)
  return true
}

function checkScopeChat(world: World, scope: CommandScope): void {
  if (scope.chatId === undefined) return
  const chat = world.chats.get(scope.chatId)
  if (!chat || (chat.person && !chat.person.met)) throw badRequest('chat not found')
}

function setText(kind: ProfileText): Method {
  return (world: World, params: Params) => {
    world.profile.setText(kind, params)
    return true
  }
}

function getText(kind: ProfileText): Method {
  return (world: World, params: Params) => ({ [kind]: world.profile.getText(kind, readLanguage(params)) })
}

/** `setMyName`, `setMyDescription`, `setMyShortDescription` and their getters, per language. */
export const setMyName = setText('name')
export const setMyDescription = setText('description')
export const setMyShortDescription = setText('short_description')
export const getMyDescription = getText('description')
export const getMyShortDescription = getText('short_description')

/** `getMyName`: the account's own name until one is set. */
export const getMyName: Method = (world, params) => ({
  name: world.profile.getText('name', readLanguage(params)) || world.bot.first_name,
})
