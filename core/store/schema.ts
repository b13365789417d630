import type { Generated, Selectable } from 'kysely'
import type { Instant } from '../clock.ts'
import type {
  AccountId,
  ActionId,
  AnnotationId,
  AppealId,
  AssignmentId,
  AuditId,
  BatchId,
  BreakerId,
  ClusterId,
  DecisionId,
  DrawId,
  GroupPlaceId,
  GroupPostId,
  ItemId,
  LockId,
  NotificationId,
  PersonId,
  ProjectId,
  WalletChangeId,
  WalletFlowId,
  WalletJoinId,
} from '../ids.ts'

/**
 * Row types, the same on SQLite and PostgreSQL: text ids, ISO times, decimal-text wei, JSON as text,
 * 0/1 flags. Only files of core/store know rows; everything else gets domain objects.
 */
export interface Tables {
  accounts: AccountRow
  identities: IdentityRow
  roles: RoleRow
  link_codes: LinkCodeRow
  projects: ProjectRow & LedgerProjectColumn
  guideline_versions: GuidelineVersionRow
  items: ItemRow & BeliefColumns & GoldColumns
  imports: ImportRow
  assignments: AssignmentRow
  annotations: AnnotationRow & OnGoldColumn & RoleColumn
  decisions: DecisionRow & DecisionBeliefColumn
  wallets: WalletRow & WithdrawnColumn & LedgerAccountColumn
  stake_deposits: StakeDepositRow
  project_fundings: ProjectFundingRow
  stake_locks: StakeLockRow
  chain_state: ChainStateRow
  chain_transactions: ChainTransactionRow
  chain_events: ChainEventRow
  notifications: NotificationRow
  actions: ActionRow
  platform_events: PlatformEventRow
  web_messages: WebMessageRow
  audit_entries: AuditEntryRow
  project_beliefs: ProjectBeliefRow
  person_beliefs: PersonBeliefRow
  wallet_links: WalletLinkRow
  wallet_flows: WalletFlowTable
  wallet_changes: WalletChangeRow
  wallet_joins: WalletJoinRow
  safety_phrases: SafetyPhraseRow
  walletconnect_entries: WalletConnectEntryRow
  live_screens: LiveScreenRow
  gold_items: GoldItemRow
  gold_checks: GoldCheckRow
  training_offers: TrainingOfferRow
  practice_answers: PracticeAnswerRow
  gold_objections: GoldObjectionRow
  draws: DrawRow
  group_places: GroupPlaceRow
  group_posts: GroupPostRow
  validators: ValidatorRow
  expert_cases: ExpertCaseRow
  appeals: AppealRow
  rulings: RulingRow
  verdict_signatures: VerdictSignatureRow
  finding_signatures: FindingSignatureRow
  resubmissions: ResubmissionRow
  standings: StandingRow
  ranks: RankRow
  seats: SeatRow
  batches: BatchRow & AuditColumns & HeldColumn
  audits: AuditRow & BreakerColumns
  breakers: BreakerRow
  audit_rulings: AuditRulingRow
  batch_items: BatchItemRow & ForeseenColumns
  batch_calls: BatchCallRow
  payments: PaymentRow
  person_clusters: PersonClusterRow
  dispatch_cursors: DispatchCursorRow
  resting_items: RestingItemRow
  person_settings: PersonSettingRow
  personhood_readings: PersonhoodReadingRow
  stake_ages: StakeAgeRow
  receipts: ReceiptRow
  operator_promises: OperatorPromiseRow
}

/** 0 or 1: SQLite has no booleans. */
export type Flag = 0 | 1
/** A token amount in wei as decimal text: 256 bits fit no integer column. */
export type WeiText = string
export type JsonText = string

export interface AccountRow {
  id: AccountId
  person_id: PersonId
  /** Language tag of one of our locales. */
  locale: string
  consent_at: Instant | null
  /** Set when another account of the same person took over this account's identities. */
  merged_into: AccountId | null
  created_at: Instant
}

export interface IdentityRow {
  platform: string
  platform_user_id: string
  account_id: AccountId
  display_name: string
  /** 0 when the platform refuses private messages to this person. */
  reachable: Flag
  /** Where private messages go (Telegram chat id, Discord DM channel id), null until known. */
  direct_channel_id: string | null
  created_at: Instant
}

export interface RoleRow {
  account_id: AccountId
  role: string
  granted_at: Instant
}

export interface LinkCodeRow {
  code: string
  account_id: AccountId
  expires_at: Instant
}

export interface ProjectRow {
  id: ProjectId
  /** The name people type. */
  slug: string
  state: string
  /** The checked project file. */
  definition: JsonText
  guideline_version: number
  budget_wei: WeiText
  /** Highest cost the imported items can reach; never above budget_wei. */
  committed_wei: WeiText
  /** Secret key of the pseudonyms people have in this project's exports. */
  pseudonym_key: string
  created_by: AccountId | null
  created_at: Instant
}

export interface GuidelineVersionRow {
  project_id: ProjectId
  version: number
  content: JsonText
  created_at: Instant
}

export interface ItemRow {
  id: ItemId
  project_id: ProjectId
  /** Order of import within the project, from 1. */
  ordinal: number
  external_id: string
  content: JsonText
  /** The label the item is known to have: of gold, unless its answer is disputed. */
  gold_label: string | null
  state: string
  round: number
  /** Annotations wanted in this round so far. */
  wanted: number
  /** wanted - (live leases + counted annotations of this round); 0 once the item is closed. */
  open_slots: number
  /** 1 once anybody was ever assigned: started items are finished first. */
  started: Flag
  closed_at: Instant | null
}

/** What is believed of an item's label; null until its first annotation. It moves no money. */
interface BeliefColumns {
  /** Calibrated probability of each label in the order of the schema: [number]. */
  posterior: Generated<JsonText | null>
  /** The most probable label, and its probability. */
  belief_label: Generated<string | null>
  belief_probability: Generated<number | null>
}

/** What choosing the next item must know of gold; the rest is in gold_items. */
interface GoldColumns {
  /** candidate: proposed, used for nothing; active: mixed in unseen; retired: no longer. Null: no gold. */
  gold_state: Generated<string | null>
  /** People it is given to at most while it is gold. */
  gold_cap: Generated<number | null>
  /** People the item was given to so far, gold or not, whether they answered or not. */
  exposures: Generated<number>
}

export interface ImportRow {
  id: string
  project_id: ProjectId
  file_name: string
  accepted: number
  duplicates: number
  refused: number
  /** The first refused rows: [{line, code, detail}]. */
  refusals: JsonText
  created_at: Instant
}

export interface AssignmentRow {
  id: AssignmentId
  project_id: ProjectId
  item_id: ItemId
  account_id: AccountId
  person_id: PersonId
  role: string
  round: number
  state: string
  skip_reason: string | null
  leased_at: Instant
  deadline: Instant
  closed_at: Instant | null
}

export interface AnnotationRow {
  id: AnnotationId
  assignment_id: AssignmentId
  project_id: ProjectId
  item_id: ItemId
  account_id: AccountId
  person_id: PersonId
  round: number
  label: string
  guideline_version: number
  /** 0 when it came after its slot was gone: kept, but not part of the round. */
  counted: Flag
  /** 1 when it came after its lease had expired. */
  late: Flag
  stake_wei: WeiText
  /** From the lease to the answer. */
  duration_ms: number
  platform: string
  created_at: Instant
}

interface OnGoldColumn {
  /** 1 when the item was active gold at that moment. */
  on_gold: Generated<Flag>
}

interface RoleColumn {
  /** annotator or validator. */
  role: Generated<string>
}

export interface DecisionRow {
  id: DecisionId
  project_id: ProjectId
  item_id: ItemId
  round: number
  label: string
  /** supermajority; audit once experts looked at it again. */
  method: string
  agree: number
  total: number
  decided_at: Instant
}

interface DecisionBeliefColumn {
  /** Probability of the decided label as it was believed then, gold left aside; null in old decisions. */
  belief: Generated<number | null>
}

/** The ledger of one address. */
export interface WalletRow {
  /** Null once nobody uses the address here any more. */
  account_id: AccountId | null
  address: string
  /** demo or linked. */
  kind: string
  /** Index of a demo wallet in the local mnemonic. */
  demo_index: number | null
  /** Deposited stake, free or held. */
  stake_wei: WeiText
  /** Part of the stake bound to annotations that are not settled yet. */
  held_wei: WeiText
  earned_wei: WeiText
  slashed_wei: WeiText
  created_at: Instant
}

/** Kept by the watcher alone. */
interface WithdrawnColumn {
  /** Taken out on chain: first from what was earned, then from the stake. */
  withdrawn_wei: Generated<WeiText>
}

/** Stake the operator deposits for somebody (demo wallets); becomes a transaction. */
export interface StakeDepositRow {
  id: string
  account_id: AccountId
  address: string
  amount_wei: WeiText
  /** pending, queued or confirmed. */
  state: string
  transaction_id: string | null
  created_at: Instant
}

/** Money moved between the requester's side and a project's escrow; becomes a transaction. */
export interface ProjectFundingRow {
  id: string
  project_id: ProjectId
  /** fund or refund. */
  kind: string
  amount_wei: WeiText
  /** pending, queued or confirmed. */
  state: string
  transaction_id: string | null
  created_at: Instant
}

export interface StakeLockRow {
  id: LockId
  annotation_id: AnnotationId
  account_id: AccountId
  address: string
  amount_wei: WeiText
  /** pending, queued, locked, skipped or released. */
  state: string
  transaction_id: string | null
  created_at: Instant
}

export interface ChainStateRow {
  key: string
  value: string
}

export interface ChainTransactionRow {
  id: string
  /** deploy, fund, refund, stake, lock or settle. */
  kind: string
  /** Names the effect; two rows never share one, so nothing is sent twice. */
  reference: string
  /** Null for a deployment. */
  to_address: string | null
  data: string
  /** queued, sent (signed and stored; mined once block_number is set), confirmed or failed. */
  state: string
  /** Order in which transactions are sent. */
  sequence: number
  nonce: number | null
  /** Signed transactions in the order they were made: [{hash, raw}]. */
  attempts: JsonText
  hash: string | null
  block_number: number | null
  gas_used: string | null
  contract_address: string | null
  failure: string | null
  sent_at: Instant | null
  created_at: Instant
  confirmed_at: Instant | null
}

/** An event of the escrow that has been applied, kept so that a reorganisation of the chain can undo it. */
export interface ChainEventRow {
  block_number: number
  log_index: number
  block_hash: string
  transaction_hash: string
  event: JsonText
}

export interface NotificationRow {
  id: NotificationId
  account_id: AccountId
  /** What happened; worded by the locales. */
  kind: string
  params: JsonText
  dedupe_key: string
  /** pending, sent or inbox (no platform could deliver it; shown at the next visit). */
  state: string
  attempts: number
  run_after: Instant
  lease_until: Instant | null
  platform: string | null
  created_at: Instant
  sent_at: Instant | null
}

export interface ActionRow {
  id: ActionId
  account_id: AccountId
  /** [{label, command, args}] in the order of the buttons. */
  choices: JsonText
  /** 1 for the buttons of a notice, which nobody answers by typing. */
  notice: Generated<Flag>
  /** 1 for the buttons of a group's message, which anybody may tap. */
  shared: Generated<Flag>
  created_at: Instant
  expires_at: Instant
}

/** A group, forum topic or thread in which the disputes of one project are put to the vote. */
export interface GroupPlaceRow {
  id: GroupPlaceId
  project_id: ProjectId
  platform: string
  /** The group or thread, as its platform knows it. */
  chat: string
  /** The topic in it; empty for none. */
  topic: string
  /** Language of what is said there. */
  locale: string
  connected_by: AccountId
  connected_at: Instant
  /** Since when nothing new is put there; null while it is connected. */
  ended_at: Instant | null
  /** Before that nothing is sent to the group, in whatever topic. */
  next_at: Instant
  /** How often sending failed since it last worked. */
  failures: number
}

/** One dispute's message in one group. */
export interface GroupPostRow {
  id: GroupPostId
  place_id: GroupPlaceId
  item_id: ItemId
  round: number
  stage: number
  /** live, done (its end is shown) or gone (it was deleted, or the bot may not write there). */
  state: string
  /** Of its buttons; null before it was first made. */
  action_id: ActionId | null
  /** The message, as its platform's adapter knows it; null before it was sent. */
  message: string | null
  /** What it shows, in short; empty before it was sent. */
  shown: string
  shown_at: Instant
  created_at: Instant
}

export interface PlatformEventRow {
  platform: string
  event_id: string
  /** What was answered, so that a replay gets the same answer. */
  answer: JsonText
  received_at: Instant
}

export interface WebMessageRow {
  id: string
  user_id: string
  /** Grows with every insert and edit, so a stream can resume after the last one seen. */
  version: number
  position: number
  /** person or bot. */
  author: string
  screen: JsonText
  notice: Flag
  /** What it shows last came from: the event of the person, or the key of the notice. */
  event_id: string
  created_at: Instant
}

export interface AuditEntryRow {
  id: string
  account_id: AccountId | null
  action: string
  target: string
  details: JsonText
  created_at: Instant
}

/** What the latest full refit of a project found besides people. */
export interface ProjectBeliefRow {
  project_id: ProjectId
  /** Another one with every refit. */
  version: string
  /** A ProjectState. */
  state: JsonText
  /** Annotations the refit looked at, and the newest of them. */
  annotations: number
  last_annotation_id: AnnotationId
  refitted_at: Instant
}

/** What is known of how a person answers in a project. */
export interface PersonBeliefRow {
  project_id: ProjectId
  person_id: PersonId
  /** PersonCounts, one entry per view of the model. */
  counts: JsonText
}

/** Where the answer of a gold item comes from and what became of it. */
export interface GoldItemRow {
  item_id: ItemId
  project_id: ProjectId
  label: string
  /** Why this is the answer, for people to learn from. */
  why: string | null
  /** requester, consensus, expert or moderator. */
  origin: string
  /** Who added it or confirmed it last; null: an import or the program. */
  added_by: AccountId | null
  /** Why it was retired: worn, leaked, disputed, withdrawn or practice. */
  reason: string | null
  /** When its state last changed; null while it is as it was imported. */
  changed_at: Instant | null
}

/** One seat drawn for one item of a batch. */
export interface DrawRow {
  id: DrawId
  batch_id: BatchId
  project_id: ProjectId
  item_id: ItemId
  round: number
  /** 1: the validators of an annotation; 2: the second round where they did not agree. */
  stage: number
  /** Place in the order of the draw, from 0. */
  place: number
  seat: number
  /** Null when the seat belongs to nobody we know. */
  account_id: AccountId | null
  person_id: PersonId | null
  /** Weight of the vote, by the record of the seat. */
  weight: number
  /** reserve, offered, voted, recused, missed, absent or closed. */
  state: string
  /** The vote: 1 approve, 2 reject, 3 unsure; null without one. */
  code: number | null
  annotation_id: AnnotationId | null
  offered_at: Instant | null
  deadline: Instant | null
  /** When somebody else is asked too; null once that was done. */
  replace_at: Instant | null
  /** Why the seat gives no vote: seen, off, or the reason the person gave; null otherwise. */
  reason: string | null
  /** When the person was told that they were drawn, and when they were reminded. */
  told_at: Instant | null
  reminded_at: Instant | null
}

/** When a person wants to be asked for votes; without a row, always. */
export interface ValidatorRow {
  person_id: PersonId
  /** on or off. */
  state: string
  /** Hours of the day from 0 to 23 in which the person is asked, or null for all day. */
  from_hour: number | null
  to_hour: number | null
  /** How far the person's time is ahead of UTC. */
  offset_minutes: number
  changed_at: Instant
}

/** A verdict that somebody contests. */
export interface AppealRow {
  id: AppealId
  item_id: ItemId
  batch_id: BatchId
  /** Of the item in its batch. */
  position: number
  /** 1: against the first round; 2: against the second. */
  stage: number
  account_id: AccountId
  person_id: PersonId
  /** accepted or rejected. */
  verdict: string
  reason: string
  bond_wei: WeiText
  /** 1 for a person's first appeal. */
  free: Flag
  /** asked, sent, open, upheld, lost, returned or failed. */
  state: string
  asked_at: Instant
  closed_at: Instant | null
}

/** An item that experts decide. */
export interface ExpertCaseRow {
  item_id: ItemId
  project_id: ProjectId
  round: number
  opened_at: Instant
  closed_at: Instant | null
  /** decided or undecided; null while it is open. */
  outcome: string | null
}

/** What an expert said of an item. */
export interface RulingRow {
  item_id: ItemId
  round: number
  person_id: PersonId
  account_id: AccountId
  /** Null: it cannot be decided. */
  label: string | null
  reason: string
  ruled_at: Instant
}

/** A person's reputation in a family of projects; none before their first judged answer. */
export interface StandingRow {
  family: string
  person_id: PersonId
  /** Right and wrong answers, of which older ones weigh less: a Beta distribution's evidence. */
  right_weight: number
  wrong_weight: number
  /** Answers that were judged, and those of them that were judged by gold. */
  judged: number
  judged_by_gold: number
  /** Why a job is to look at it: judged (since it last did), or recompute (from the stored answers). */
  review: string | null
  /** What the person is shown of it: JSON of the figures as they were some answers ago. */
  shown: Generated<JsonText | null>
}

/** A person's rank in a project; none while it is the one they began with. */
export interface RankRow {
  project_id: ProjectId
  person_id: PersonId
  rank: string
  /** The moderator who fixed it; null when it follows the rule. */
  set_by: AccountId | null
  changed_at: Instant
}

/** People judged to act together count as one where an item must not be seen twice. */
export interface PersonClusterRow {
  person_id: PersonId
  cluster_id: ClusterId
  /** What links the person to the others, for moderators to read. */
  reason: string
  /** Null: the program. */
  added_by: AccountId | null
  added_at: Instant
}

/** What decides which projects a person is given items of. */
export interface PersonSettingRow {
  person_id: PersonId
  kind: 'language' | 'content' | 'skill'
  /** A language tag, a kind of content or a skill. */
  value: string
  /** The person's own account, or the moderator's who gave a skill. */
  set_by: AccountId
  set_at: Instant
}

/** Where in a project's started items a person looks next: they have seen those before it. */
export interface DispatchCursorRow {
  person_id: PersonId
  project_id: ProjectId
  ordinal: number
}

/** An item whose decision waits for the next refit to confirm it. */
export interface RestingItemRow {
  project_id: ProjectId
  item_id: ItemId
}

/** Proof that an account controls an address, as long as it has no end. */
export interface WalletLinkRow {
  id: string
  account_id: AccountId
  /** With its checksum. */
  address: string
  chain_id: string
  /** key, contract or undeployed: what signed for the address. */
  holder: string
  /** walletconnect or page. */
  method: string
  linked_at: Instant
  ended_at: Instant | null
}

/** One attempt to link a wallet. */
export interface WalletFlowTable {
  id: WalletFlowId
  account_id: AccountId
  /** Where and as whom the person asked, as the message to sign names them. */
  platform: string
  platform_user_id: string
  handle: string | null
  method: string
  /** queued, opening, waiting, signing, proven, or what ended it: linked, asked, failed. */
  state: string
  /** Grows with every change, so that a screen knows whether it is the latest. */
  version: number
  pairing_topic: string | null
  session_topic: string | null
  uri: string | null
  /** SHA-256 of the one-time link's secret. */
  token_hash: string | null
  /** Of the message to sign; another one with every message. */
  nonce: string | null
  address: string | null
  message: string | null
  holder: string | null
  /** Why it failed; worded by the locales. */
  failure: string | null
  created_at: Instant
  /** Since when there is something to scan. */
  shown_at: Instant | null
  /** When the present state is over. */
  deadline: Instant | null
  ended_at: Instant | null
  /** What the person wants of the ledger; null when the flow links a wallet. */
  wish: Generated<JsonText | null>
  transaction_id: Generated<string | null>
}

export type WalletFlowRow = Selectable<WalletFlowTable>

/** Another payout address, or none, that comes into force when it is due. */
export interface WalletChangeRow {
  id: WalletChangeId
  account_id: AccountId
  old_address: string
  /** Null: the wallet is only unlinked. */
  new_address: string | null
  new_holder: string | null
  new_method: string | null
  /** pending, done or cancelled. */
  state: string
  asked_at: Instant
  due_at: Instant
  ended_at: Instant | null
}

/** Somebody proved a wallet that another account has linked, and asks to be joined with it. */
export interface WalletJoinRow {
  id: WalletJoinId
  asker_id: AccountId
  owner_id: AccountId
  address: string
  /** asked, joined, refused or expired. */
  state: string
  asked_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

/** Words a person chose, which every wallet message of ours shows. */
export interface SafetyPhraseRow {
  account_id: AccountId
  phrase: string
  set_at: Instant
}

/** What WalletConnect's SDK remembers: keys that open sessions among it. */
export interface WalletConnectEntryRow {
  key: string
  value: JsonText
}

/** Where a screen stands that changes by itself. */
export interface LiveScreenRow {
  /** What it shows. */
  id: string
  platform: string
  /** Known to the platform's adapter alone; may open the message for a while. */
  place: string
  version: number
  failures: number
  lease_until: Instant | null
  shown_at: Instant
}

interface LedgerAccountColumn {
  /** Id of the account on the ledger; null before its first deposit is seen there. */
  ledger_account: Generated<number | null>
}

interface LedgerProjectColumn {
  /** Id of the project on the ledger; null before it is seen there. */
  ledger_project: Generated<number | null>
}

/** A validator's seat on the ledger. */
export interface SeatRow {
  seat: number
  ledger_account: number
  stake_wei: WeiText
  /** taken, leaving or left. */
  state: string
}

/** Annotations that are locked, validated and settled together. Hex is 0x-prefixed; layouts: docs/contracts.md. */
export interface BatchRow {
  id: BatchId
  /** Id on the ledger; null when its lock was refused for good and it holds nothing any more. */
  number: number | null
  project_id: ProjectId
  ledger_project: number
  /** made, locked, drawn, proposed, escalated, panelDrawn, panelProposed, experts, closed or dropped. */
  state: string
  /** Goes into the seed; shown with the proposal. */
  secret: string
  /** Keeps the leaves of the labels from being guessed. */
  salt: string
  labels_root: string
  annotators: string
  items: string
  terms: string | null
  /** Seats to draw from, and the block whose hash goes into the seed: of the next or latest draw. */
  seat_count: number | null
  seed_block: number | null
  seed: string | null
  votes: string | null
  /** Words of the items that go to a panel: JSON list of hex. */
  open_items: JsonText | null
  /** Words of the items that wait for experts, two each: JSON list of hex. */
  expert_items: JsonText | null
  /** What the experts said of them. */
  verdicts: string | null
  panel_seed: string | null
  panel_votes: string | null
  /** When the present state ends on the ledger. */
  ends_at: Instant | null
  /** Block of the call that paid items last. */
  settled_block: number | null
  /** Event and transaction of that call. */
  paid_by: string | null
  paid_hash: string | null
  /** 1 when what the ledger paid last is in our books. */
  accounted: Generated<Flag>
  /** The stage of whose votes people were told: 0 none. */
  told_stage: Generated<number>
  /** What the public has seen: 0 nothing, 1 the labels' hashes, 2 the votes' receipts too. */
  published: Generated<number>
  created_at: Instant
  closed_at: Instant | null
}

/** Of the draw of a closed batch's audits. */
interface AuditColumns {
  /** Block whose hash decides which items are audited; null until they are drawn. */
  audit_block: Generated<number | null>
  /** Follows from that hash; null when the batch was passed over. */
  audit_seed: Generated<string | null>
}

interface HeldColumn {
  /** The breaker that keeps, or kept, its votes from the ledger. */
  held_by: Generated<BreakerId | null>
}

interface ForeseenColumns {
  /** accepted, rejected or open: what the votes say before they go to the ledger, and when that was seen. */
  foreseen: Generated<string | null>
  foreseen_at: Generated<Instant | null>
}

interface BreakerColumns {
  /** The breaker that asked for the audit. */
  breaker_id: Generated<BreakerId | null>
  /** 1 when the votes are held back: nothing is settled yet, so a finding only speaks for or against them. */
  held: Generated<Flag>
}

/** Unusually many rejections, which are held back. */
export interface BreakerRow {
  id: BreakerId
  project_id: ProjectId
  /** Null: of the whole project. */
  person_id: PersonId | null
  /** tripped, doubted once audits speak against the rejections, or closed. */
  state: string
  /** Rejected answers, and all that votes decided on, when it tripped. */
  rejected: number
  total: number
  tripped_at: Instant
  closed_at: Instant | null
  /** Null: by the program, as audits upheld the rejections. */
  closed_by: AccountId | null
  /** upheld or resumed. */
  outcome: string | null
  reason: string | null
}

/** A settled item that experts look at again. */
export interface AuditRow {
  id: AuditId
  batch_id: BatchId
  /** Of the item in its batch. */
  position: number
  item_id: ItemId
  project_id: ProjectId
  round: number
  /** drawn, or breaker when many rejections made it wanted. */
  cause: string
  /** What the ledger said of the first answer: accepted or rejected. */
  verdict: string
  /** The label of the decision when the audit began. */
  decided_label: string
  /** open, found, contested, slashing, repaying or closed. */
  state: string
  /** 1; 2 once somebody contests the finding. */
  look: number
  /** The label that experts agreed on where it is another one. */
  finding: string | null
  /** upheld, corrected, dropped, undecided or silent; null until it is known. */
  outcome: string | null
  opened_at: Instant
  /** When the ledger takes no finding any more. */
  due_at: Instant
  /** Until when the finding can be contested. */
  contest_until: Instant | null
  contested_by: AccountId | null
  contest_reason: string | null
  closed_at: Instant | null
}

/** What an expert said of an audited item. */
export interface AuditRulingRow {
  audit_id: AuditId
  look: number
  person_id: PersonId
  account_id: AccountId
  /** Null: it cannot be decided. */
  label: string | null
  reason: string
  ruled_at: Instant
}

/** A round of an item that waits for whoever was rejected in the one before. */
export interface ResubmissionRow {
  item_id: ItemId
  round: number
  account_id: AccountId
  /** From then on others may answer. */
  until_at: Instant
  /** offered, taken or over. */
  state: string
}

/** An expert's signature of the verdicts on the open items of a batch, from the moment it is asked for. */
export interface VerdictSignatureRow {
  /** What is signed (the court's Verdict). */
  digest: string
  address: string
  account_id: AccountId
  batch_id: BatchId
  open_hash: string
  /** One byte for each open item: 1 accepted, 2 rejected, 3 void. */
  verdicts: string
  /** Places of these items in the batch, as JSON. */
  positions: string
  asked_at: Instant
  signature: string | null
  signed_at: Instant | null
}

/** An expert's signature of what an audit found against one side of an item, from the moment it is asked for. */
export interface FindingSignatureRow {
  /** What is signed (the court's AuditRuling). */
  digest: string
  address: string
  account_id: AccountId
  audit_id: AuditId
  /** The place in the order of the draw, 255 for the annotator. */
  draw: number
  asked_at: Instant
  signature: string | null
  signed_at: Instant | null
}

/** An operator's signed confirmation of a vote. */
export interface ReceiptRow {
  draw_id: DrawId
  batch_id: BatchId
  /** Index of the item in its batch. */
  position: number
  ledger_account: number
  /** The vote: 1 approve, 2 reject, 3 unsure. */
  code: number
  /** Seconds since 1970. */
  signed_at: number
  operator: string
  signature: string
}

export interface BatchItemRow {
  batch_id: BatchId
  position: number
  item_id: ItemId
  round: number
  annotation_id: AnnotationId
  /** accepted, rejected, void or skipped; null while there is none. */
  outcome: string | null
}

/** A call about a batch that was put into a transaction. */
export interface BatchCallRow {
  id: string
  batch_id: BatchId
  /** lock, propose, settle, panel, resolve, skipPanel, void or expire. */
  step: string
  transaction_id: string | null
  created_at: Instant
}

/** What an operator's process signed once and will not sign otherwise; empty in the bot's own database. */
export interface OperatorPromiseRow {
  /** receipt, label or proposal. */
  kind: string
  subject: string
  content: string
  made_at: Instant
}

/** What the ledger paid or took for one annotation. */
export interface PaymentRow {
  annotation_id: AnnotationId
  batch_id: BatchId
  account_id: AccountId
  reward_wei: WeiText
  /** Part of what others lost. */
  share_wei: WeiText
  slash_wei: WeiText
  transaction_hash: string
  paid_at: Instant
}

/** The newest answer to gold that the job which looks for wrong gold has seen. */
export interface GoldCheckRow {
  project_id: ProjectId
  last_annotation_id: AnnotationId
}

/** What a contract last said of an address. */
export interface PersonhoodReadingRow {
  address: string
  signal: string
  /** Of the most points, 0 to 1; null until a first answer. */
  share: number | null
  read_at: Instant | null
  /** When it was last asked, answered or not; null when it is to be asked at the next turn. */
  tried_at: Instant | null
}

/** Linked wallets with a stake, and since when it has been noted. */
export interface StakeAgeRow {
  address: string
  since: Instant
}

/** Two labels of which a person is, or was, shown examples. */
export interface TrainingOfferRow {
  id: string
  project_id: ProjectId
  person_id: PersonId
  /** They call `given` what is `truth`: names of labels. */
  truth: string
  given: string
  /** Further answers until it is shown. */
  answers_left: number
  created_at: Instant
  shown_at: Instant | null
}

/** A newcomer's answer to an item they practised on: it counts for nothing else. */
export interface PracticeAnswerRow {
  id: string
  person_id: PersonId
  project_id: ProjectId
  item_id: ItemId
  /** From 1; another one begins when all items are used up. */
  attempt: number
  label: string
  is_right: Flag
  answered_at: Instant
}

/** Somebody says that the known answer of a gold item, which tests nobody any more, is wrong. */
export interface GoldObjectionRow {
  item_id: ItemId
  person_id: PersonId
  project_id: ProjectId
  /** What they say it is. */
  label: string
  created_at: Instant
  /** When somebody who may stated the answer. */
  settled_at: Instant | null
}
