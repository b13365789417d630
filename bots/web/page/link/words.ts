const en = {
  title: 'Link your wallet',
  loading: 'Loading…',
  for: 'This is for the {platform} account',
  notYou: 'If that is not you, close this page: somebody else sent you their link.',
  phrase: 'Your safety phrase',
  noPhrase: 'No safety phrase is set for this account.',
  choose: 'Choose the wallet to sign with',
  none: 'There is no wallet in this browser. Open the link in a browser that has one, or in the browser inside of your wallet app.',
  free: 'You sign one message. It costs nothing and moves nothing. We never ask for your recovery words.',
  connecting: 'Look into your wallet…',
  proven: 'The signature is right',
  back: 'Go back to your chat now: nothing is linked before you confirm there.',
  refused: 'You refused in your wallet. Choose it again if that was a mistake.',
  noAccount: 'Your wallet gave no account. Choose one in it and try again.',
  failed: 'Your wallet answered: {reason}',
  unreachable: 'The server cannot be reached. Try again.',
  broken: 'This link is incomplete. Tap it again in your chat.',
  openTitle: 'Open your wallet app',
  open: 'Open the wallet app',
  openHint: 'Your app opens and asks whether to connect with Tagora. Then look into your chat.',
  copy: 'Copy the code instead',
  copied: 'Copied. Paste it in your wallet app.',
  badUri: 'This is no code of a wallet connection. Tap the button in your chat again.',
  backTitle: 'Back to your chat',
  backHint: 'You can close this page and go back to your chat.',
}

/** What the pages for wallets say; everything else is worded by the server. */
export type Words = Readonly<Record<keyof typeof en, string>>

const es: Words = {
  title: 'Vincula tu cartera',
  loading: 'Cargando…',
  for: 'Esto es para la cuenta de {platform}',
  notYou: 'Si no eres tú, cierra esta página: alguien te envió su enlace.',
  phrase: 'Tu frase de seguridad',
  noPhrase: 'Esta cuenta no tiene frase de seguridad.',
  choose: 'Elige la cartera con la que firmar',
  none: 'No hay ninguna cartera en este navegador. Abre el enlace en un navegador que tenga una, o en el navegador de tu app de cartera.',
  free: 'Firmas un mensaje. No cuesta nada y no mueve nada. Nunca pedimos tus palabras de recuperación.',
  connecting: 'Mira en tu cartera…',
  proven: 'La firma es correcta',
  back: 'Vuelve ahora a tu chat: nada se vincula hasta que lo confirmes allí.',
  refused: 'Lo rechazaste en tu cartera. Elígela de nuevo si fue un error.',
  noAccount: 'Tu cartera no dio ninguna cuenta. Elige una en ella e inténtalo de nuevo.',
  failed: 'Tu cartera respondió: {reason}',
  unreachable: 'No se puede llegar al servidor. Inténtalo de nuevo.',
  broken: 'Este enlace está incompleto. Tócalo de nuevo en tu chat.',
  openTitle: 'Abre tu app de cartera',
  open: 'Abrir la app',
  openHint: 'Tu app se abre y pregunta si conectar con Tagora. Después mira en tu chat.',
  copy: 'Copiar el código',
  copied: 'Copiado. Pégalo en tu app de cartera.',
  badUri: 'Esto no es el código de una conexión. Toca de nuevo el botón en tu chat.',
  backTitle: 'De vuelta a tu chat',
  backHint: 'Puedes cerrar esta página y volver a tu chat.',
}

const dictionaries: Readonly<Record<string, Words>> = { en, es }

/** The words in the language of `locale`, or in English. */
export function wordsFor(locale: string): Words {
  return dictionaries[locale.toLowerCase().split('-')[0] ?? ''] ?? en
}
