const en = {
  people: 'People',
  switchPerson: 'Switch person',
  addPerson: 'Add person',
  yourName: 'Your name',
  theirName: 'Name of the new person',
  nameHint: 'For example Ada',
  add: 'Add',
  begin: 'Begin',
  close: 'Close',
  moderator: 'moderator',
  tagline: 'Label together. Agree. Get paid.',
  welcome:
    'This is your own copy of Tagora. Choose a name to start; add more people later and switch between them.',
  conversation: 'Conversation with Tagora',
  message: 'Message',
  messageHint: 'Message, or / for commands',
  send: 'Send',
  commands: 'Commands',
  attach: 'Attach a file',
  removeFile: 'Remove the file',
  notice: 'Notice',
  you: 'You',
  sending: 'Sending…',
  working: 'Tagora is working…',
  loading: 'Loading…',
  empty: 'Nothing here yet.',
  sayStart: 'Say hello with /start',
  lost: 'The connection is lost. Reconnecting…',
  latest: 'Go to the latest message',
  choices: 'Choices',
  older: 'Earlier choices',
  tooLarge: 'The file is larger than 20 MB.',
  keys: 'Keys 1 to 9 answer · / opens commands',
  typingKeys: 'Enter sends · Esc goes back to keys 1 to 9',
  dismiss: 'Dismiss',
}

/** What the page itself says; everything else is worded by the server in the person's language. */
export type Words = Readonly<Record<keyof typeof en, string>>

const es: Words = {
  people: 'Personas',
  switchPerson: 'Cambiar de persona',
  addPerson: 'Añadir persona',
  yourName: 'Tu nombre',
  theirName: 'Nombre de la nueva persona',
  nameHint: 'Por ejemplo, Ada',
  add: 'Añadir',
  begin: 'Empezar',
  close: 'Cerrar',
  moderator: 'moderador',
  tagline: 'Etiqueta con otros. Acuerda. Cobra.',
  welcome:
    'Esta es tu propia copia de Tagora. Elige un nombre para empezar; después puedes añadir más personas y cambiar entre ellas.',
  conversation: 'Conversación con Tagora',
  message: 'Mensaje',
  messageHint: 'Mensaje, o / para las órdenes',
  send: 'Enviar',
  commands: 'Órdenes',
  attach: 'Adjuntar un archivo',
  removeFile: 'Quitar el archivo',
  notice: 'Aviso',
  you: 'Tú',
  sending: 'Enviando…',
  working: 'Tagora está trabajando…',
  loading: 'Cargando…',
  empty: 'Todavía no hay nada.',
  sayStart: 'Saluda con /start',
  lost: 'Se perdió la conexión. Reconectando…',
  latest: 'Ir al último mensaje',
  choices: 'Opciones',
  older: 'Opciones anteriores',
  tooLarge: 'El archivo supera los 20 MB.',
  keys: 'Las teclas 1 a 9 responden · / abre las órdenes',
  typingKeys: 'Intro envía · Esc vuelve a las teclas 1 a 9',
  dismiss: 'Descartar',
}

const dictionaries: Readonly<Record<string, Words>> = { en, es }

/** The page's words in the language of `locale`, or in English. */
export function wordsFor(locale: string): Words {
  return dictionaries[locale.toLowerCase().split('-')[0] ?? ''] ?? en
}

/** The variant of a language that the browser prefers, so that times look as its reader knows them:
 * `en` -> `en-GB`. */
export function regional(locale: string, preferred: readonly string[]): string {
  return preferred.find((one) => one.toLowerCase().split('-')[0] === locale) ?? locale
}
