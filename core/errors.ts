/**
 * Every expected failure of the domain with the parameters its wording needs.
 * `locales/en.ts` must word each code; the compiler refuses a missing one.
 */
export interface ErrorParams {
  'action.foreign': Empty
  'action.stale': Empty
  'command.unknown': { name: string }
  'command.forbidden': { role: string }
  'command.missingArgument': { argument: string; usage: string }
  'command.tooFast': { seconds: number }
  'command.startFirst': Empty
  'command.noChoice': { text: string }
  'locale.unknown': { locale: string; available: string }
  'project.unknown': { project: string }
  'project.invalid': { problems: string }
  'project.exists': { project: string }
  'project.notActive': { project: string; state: string }
  'project.wrongState': { project: string; state: string; wanted: string }
  'project.none': Empty
  'import.unreadable': { file: string; reason: string }
  'import.unknownFormat': { file: string }
  'import.empty': { file: string }
  'export.unwritable': { file: string; reason: string }
  'task.none': Empty
  'validator.nothingDrawn': Empty
  'expert.closed': Empty
  'appeal.closed': Empty
  'appeal.already': Empty
  'appeal.none': Empty
  'appeal.ownWallet': Empty
  'breaker.none': { project: string }
  'breaker.why': { project: string; number: string }
  'finding.closed': Empty
  'finding.none': Empty
  'expert.tookPart': Empty
  'expert.noChoice': Empty
  'expert.notUnclear': Empty
  'validator.notDrawn': Empty
  'validator.hasSeat': Empty
  'expert.nothingToSign': Empty
  'receiptFile.noVote': { code: string }
  'mywork.noSuch': { count: number }
  'resubmit.over': Empty
  'resubmit.busy': Empty
  'receiptFile.unreadable': { file: string; reason: string }
  'receiptFile.invalid': { file: string; problems: string }
  'receiptFile.elsewhere': { stated: string; expected: string }
  'group.notHere': Empty
  'group.mayNotPost': Empty
  'group.notPeers': { project: string }
  'group.content': { project: string }
  'group.notConnected': Empty
  'group.over': Empty
  'group.notDrawn': Empty
  'group.tookPart': Empty
  'group.reserve': Empty
  'group.gaveUp': Empty
  'group.voted': { receipt: string }
  'validator.badHours': { given: string }
  'task.unsuited': Empty
  'task.waiting': { minutes: number }
  'task.closed': Empty
  'task.unknownLabel': { label: string; labels: string }
  /** Amounts in tokens, as decimal text. */
  'stake.tooLow': { needed: string; available: string }
  'session.over': Empty
  /** Amounts in tokens, as decimal text. */
  'session.tooSmall': { needed: string; limit: string }
  'wallet.required': Empty
  'person.unknown': { person: string }
  'person.ambiguous': { person: string; count: number }
  'person.sameName': { person: string; count: number }
  'skill.unknown': { given: string; skills: string }
  'preference.unknown': { given: string }
  'cluster.samePerson': Empty
  'cluster.none': { person: string }
  'rank.unknown': { given: string; ranks: string }
  'wallet.notSetUp': Empty
  'wallet.tooOften': { minutes: number }
  'wallet.queueFull': Empty
  'wallet.over': Empty
  'wallet.alreadyLinked': { address: string }
  'wallet.taken': Empty
  'wallet.notLinked': Empty
  'wallet.itemsOpen': { count: number }
  'wallet.changePending': Empty
  'wallet.noChange': Empty
  'wallet.badPhrase': { least: number; most: number }
  'wallet.badSignature': Empty
  'wallet.wrongAccount': { signer: string; wanted: string }
  'wallet.badAddress': Empty
  'wallet.twoWallets': Empty
  'wallet.joinOver': Empty
  'practice.none': { project: string }
  'practice.needed': { project: string; right: number; items: number }
  'wallet.otherAddress': { given: string; wanted: string }
  'wallet.refusedWish': Empty
  'money.noWallet': Empty
  'money.settling': Empty
  'money.badAmount': { given: string }
  'money.badSession': { most: number }
  'money.noSession': Empty
  'receipt.none': Empty
  'verify.badReference': { given: string }
  'verify.noItem': { batch: number; item: number }
  'money.tooEarly': { due: string }
  /** Amounts in tokens, as decimal text. */
  'money.tokensTooLow': { available: string; needed: string; symbol: string; address: string }
  'money.ownTooLow': { available: string; needed: string; symbol: string }
  'gold.unknownItem': { item: string; project: string }
  'gold.notProposed': { item: string }
  'gold.notGold': { item: string }
  'gold.noObjection': Empty
  'gold.unknownReason': { given: string; reasons: string }
  'link.badCode': Empty
  'link.sameAccount': Empty
  'attachment.tooLarge': { megabytes: number }
  'attachment.unavailable': { file: string }
  'attachment.noCommand': Empty
  'discord.unauthorized': Empty
  'discord.unreachable': { url: string; reason: string }
  'telegram.unauthorized': Empty
  'telegram.unreachable': { url: string; reason: string }
  'telegram.portTaken': { port: number }
  'chain.unreachable': { url: string; reason: string }
  'chain.noEndpoint': Empty
  'chain.noAddresses': { file: string }
  'chain.badAddresses': { file: string; problems: string }
  'chain.toolMissing': { tool: string }
  'operator.refused': { reason: string; detail: string }
  'operator.noDeployment': { file: string; problems: string }
  'chain.wrong': { chain: string; wanted: string }
  'deploy.badTerms': { file: string; problems: string }
  'deploy.stepFailed': { step: string; reason: string }
  'deploy.otherTerms': { file: string }
  'deploy.noBuild': { reason: string }
  'deploy.needsAudit': Empty
  'deploy.needsRehearsal': { file: string; problem: string }
  'key.none': { variable: string }
  'key.public': Empty
  'key.noPassword': { variable: string }
  'key.unreadable': { file: string; reason: string }
  'key.exists': { file: string }
  'operators.tooFew': { needed: number; signed: number; refusals: string }
  'config.invalid': { problems: string }
  'database.unreachable': { url: string; reason: string }
  'data.inUse': { folder: string }
  'demo.foreignFolder': { folder: string }
  'platform.badToken': { platform: string; variable: string }
  'platform.unreachable': { platform: string; reason: string }
  'chain.failedTransactions': { count: number; reason: string }
  /** Amounts in tokens, as decimal text. */
  'ledger.insufficient': { project: number; available: string; requested: string }
  'ledger.unknownProject': { project: number }
  'simulate.tooMany': { count: number; most: number }
  'simulate.tooLarge': { answers: number; most: number }
  'simulate.tooLong': { seconds: number }
  'simulate.badPeople': Empty
  'simulate.badLabels': { count: number }
  /** Shares from 0 to 1. */
  'simulate.tooAccurate': { accuracy: number; hard: number; most: number }
  'verify.amount': { event: string; who: string; stated: string; computed: string }
  'verify.batchNumber': { batch: number; expected: number }
  'verify.callMissing': { batch: number; call: string }
  'verify.inner': { batch: number }
  'verify.secret': { batch: number }
  'verify.seed': { batch: number }
  'verify.seat': { seat: number; expected: number }
  /** Terms of an annotator: 0 skipped, else record class plus one. */
  'verify.terms': { batch: number; account: number; stated: number; computed: number }
  'verify.lockEvent': { batch: number }
  'verify.unreserved': { batch: number; project: number }
  'verify.deadline': { event: string; who: string; stated: number; computed: number }
  'verify.untimely': { event: string; who: string; from: string; until: string; at: string }
  'verify.openItem': { batch: number; item: number; stated: string; computed: string }
  'verify.ruling': { batch: number; item: number; stated: string; computed: string }
  'verify.signatures': { batch: number; call: string; valid: number; threshold: number }
  'verify.operators': { batch: number; call: string }
  /** A field of a stored word, or an amount of the ledger's own; in the units it is kept in. */
  'verify.word': { what: string; field: string; stated: string; computed: string }
  /** Amounts in tokens, as decimal text. */
  'verify.insolvent': { owed: string; held: string }
  'verify.total': { counted: string; owed: string }
  'verify.dataMissing': { batch: number }
  'verify.dataInvalid': { batch: number; problems: string }
  'verify.dataForeign': { batch: number; field: string; stated: string; expected: string }
  'verify.dataCount': { batch: number; stated: number; expected: number }
  'verify.dataAnnotator': { batch: number; item: number; stated: number; expected: number }
  'verify.dataRoot': { batch: number }
  'verify.dataLate': { batch: number; item: number }
  'verify.receiptSignature': { batch: number; item: number; account: number; operator: string }
  'verify.receiptTwice': { batch: number; item: number; account: number }
  'verify.receiptStranger': { batch: number; item: number; account: number }
  'verify.receiptVote': { batch: number; item: number; account: number; receipt: string; proposed: string }
  'verify.voteWithoutReceipt': { batch: number; item: number; account: number }
  'verify.unknownBatch': { batch: number; event: string }
  'web.portTaken': { port: number }
  'link.portTaken': { port: number }
  'operator.portTaken': { port: number }
  'web.badRequest': { problem: string }
  'web.foreignOrigin': Empty
  'web.unknownPerson': { person: string }
  'web.unknownAddress': Empty
  'web.fileTooLarge': { megabytes: number }
  'web.unavailable': Empty
}

type Empty = Record<never, never>
export type ErrorCode = keyof ErrorParams

/** A failure a person can understand and mend. Carries no sentence: the router words it. */
export class ExpectedError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly params: ErrorParams[C]

  constructor(code: C, params: ErrorParams[C], options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options)
    this.name = 'ExpectedError'
    this.code = code
    this.params = params
  }
}

/** The message of anything thrown. Where Node only says that something failed, what it says of the cause. */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const { message, cause } = thrown
  if (message === 'fetch failed' && cause instanceof Error) return `${message}: ${reasonOf(cause)}`
  if (message === '' && thrown instanceof AggregateError) return thrown.errors.map(reasonOf).join('; ')
  return message
}
