import type {
  AnnotationRow,
  AssignmentRow,
  DecisionBeliefColumn,
  DecisionRow,
  OnGoldColumn,
  RoleColumn,
} from './schema/annotations.ts'
import type {
  AuditColumns,
  BatchCallRow,
  BatchItemRow,
  BatchRow,
  BreakerColumns,
  DrawRow,
  ForeseenColumns,
  HeldColumn,
  OperatorPromiseRow,
  PaymentRow,
  QuestionRow,
  ReceiptRow,
  SeatRow,
} from './schema/batches.ts'
import type { ChainEventRow, ChainStateRow, ChainTransactionRow } from './schema/chain.ts'
import type {
  BeliefColumns,
  DispatchCursorRow,
  GoldColumns,
  ItemRow,
  RestingItemRow,
  ResubmissionRow,
} from './schema/items.ts'
import type {
  ActionRow,
  AuditEntryRow,
  GroupPlaceRow,
  GroupPostRow,
  LiveScreenRow,
  NotificationRow,
  PlatformEventRow,
  WebMessageRow,
} from './schema/messages.ts'
import type {
  AccountRow,
  IdentityRow,
  InviteRow,
  LinkCodeRow,
  PersonClusterRow,
  PersonhoodReadingRow,
  PersonSettingRow,
  PersonTieRow,
  RoleRow,
  StakeAgeRow,
} from './schema/people.ts'
import type {
  GuidelineVersionRow,
  ImportRow,
  LedgerProjectColumn,
  ProjectFundingRow,
  ProjectRow,
} from './schema/projects.ts'
import type {
  GoldCheckRow,
  GoldItemRow,
  GoldObjectionRow,
  PersonBeliefRow,
  PracticeAnswerRow,
  ProjectBeliefRow,
  RankRow,
  StandingRow,
  TrainingOfferRow,
} from './schema/quality.ts'
import type {
  AppealRow,
  AuditRow,
  AuditRulingRow,
  BreakerRow,
  ExpertCaseRow,
  FindingSignatureRow,
  RulingRow,
  ValidatorRow,
  VerdictSignatureRow,
} from './schema/reviews.ts'
import type {
  FundingColumn,
  LedgerAccountColumn,
  SafetyPhraseRow,
  SessionColumns,
  StakeDepositRow,
  StakeLockRow,
  WalletChangeRow,
  WalletConnectEntryRow,
  WalletFlowTable,
  WalletFundingRow,
  WalletJoinRow,
  WalletLinkRow,
  WalletRow,
  WithdrawnColumn,
} from './schema/wallets.ts'

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
  wallets: WalletRow & WithdrawnColumn & LedgerAccountColumn & SessionColumns
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
  wallet_links: WalletLinkRow & FundingColumn
  wallet_fundings: WalletFundingRow
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
  questions: QuestionRow
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
  person_ties: PersonTieRow
  invites: InviteRow
  dispatch_cursors: DispatchCursorRow
  resting_items: RestingItemRow
  person_settings: PersonSettingRow
  personhood_readings: PersonhoodReadingRow
  stake_ages: StakeAgeRow
  receipts: ReceiptRow
  operator_promises: OperatorPromiseRow
}
