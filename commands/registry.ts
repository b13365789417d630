import { ExpectedError } from '../core/errors.ts'
import { answer } from './annotator/answer.ts'
import { earnings } from './annotator/earnings.ts'
import { goldObject } from './annotator/gold-object.ts'
import { guideline } from './annotator/guideline.ts'
import { createHelp } from './annotator/help.ts'
import { inbox } from './annotator/inbox.ts'
import { language } from './annotator/language.ts'
import { link } from './annotator/link.ts'
import { mywork } from './annotator/mywork.ts'
import { practice, practiceAnswer } from './annotator/practice.ts'
import { preferences } from './annotator/preferences.ts'
import { reputation } from './annotator/reputation.ts'
import { resubmit } from './annotator/resubmit.ts'
import { skip } from './annotator/skip.ts'
import { start } from './annotator/start.ts'
import { task } from './annotator/task.ts'
import { appeal, appealFile } from './appeal/appeal.ts'
import { appealReview } from './appeal/appeal-review.ts'
import { finding, findingContest } from './appeal/finding.ts'
import type { Command } from './command.ts'
import { expert } from './expert/expert.ts'
import { because, expertReason, expertRule } from './expert/expert-rule.ts'
import { verdict } from './expert/verdict.ts'
import { groupConnect, groupDisconnect } from './group/group-connect.ts'
import { groupVote } from './group/group-vote.ts'
import { auditList } from './moderator/audit-list.ts'
import { breakerAudit, breakerList, breakerResume } from './moderator/breaker.ts'
import { goldAdd, goldConfirm, goldDisputes, goldList, goldRepair, goldRetire } from './moderator/gold.ts'
import { peopleLink, peopleUnlink } from './moderator/people-cluster.ts'
import { peopleLinked } from './moderator/people-linked.ts'
import { peopleList } from './moderator/people-list.ts'
import { peoplePersonhood } from './moderator/people-personhood.ts'
import { peopleRank } from './moderator/people-rank.ts'
import { peopleSkill } from './moderator/people-skill.ts'
import { projectCreate } from './moderator/project-create.ts'
import { projectHealth } from './moderator/project-health.ts'
import { projectImport } from './moderator/project-import.ts'
import { projectPause, projectResume } from './moderator/project-state.ts'
import { projectStatus } from './moderator/project-status.ts'
import { recuse } from './validator/recuse.ts'
import { validate } from './validator/validate.ts'
import { validatorHours, validatorOff, validatorOn } from './validator/validator-availability.ts'
import { validatorJoin } from './validator/validator-join.ts'
import { validatorSeat } from './validator/validator-seat.ts'
import { validatorStatus } from './validator/validator-status.ts'
import { deposit } from './wallet/deposit.ts'
import { moneySign } from './wallet/money-sign.ts'
import { personhood } from './wallet/personhood.ts'
import { personhoodAgain } from './wallet/personhood-again.ts'
import { phrase } from './wallet/phrase.ts'
import { receipt } from './wallet/receipt.ts'
import { session } from './wallet/session.ts'
import { treasury } from './wallet/treasury.ts'
import { verify } from './wallet/verify.ts'
import { wallet } from './wallet/wallet.ts'
import { walletAskJoin } from './wallet/wallet-ask-join.ts'
import { walletCancel } from './wallet/wallet-cancel.ts'
import { walletConfirm } from './wallet/wallet-confirm.ts'
import { walletJoin } from './wallet/wallet-join.ts'
import { walletLink } from './wallet/wallet-link.ts'
import { walletStop } from './wallet/wallet-stop.ts'
import { walletUnlink } from './wallet/wallet-unlink.ts'
import { withdraw } from './wallet/withdraw.ts'

/** Every command by its name, in the order of the help. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [
    start,
    task,
    validate,
    validatorJoin,
    validatorSeat,
    validatorStatus,
    validatorOn,
    validatorOff,
    validatorHours,
    appeal,
    finding,
    expert,
    verdict,
    because,
    mywork,
    practice,
    reputation,
    earnings,
    wallet,
    personhood,
    deposit,
    withdraw,
    session,
    receipt,
    treasury,
    verify,
    phrase,
    inbox,
    language,
    preferences,
    link,
    createHelp(() => commands),
    answer,
    resubmit,
    skip,
    recuse,
    appealFile,
    appealReview,
    findingContest,
    expertReason,
    expertRule,
    groupVote,
    guideline,
    practiceAnswer,
    goldObject,
    walletLink,
    walletStop,
    walletConfirm,
    walletAskJoin,
    walletJoin,
    walletUnlink,
    walletCancel,
    personhoodAgain,
    moneySign,
    projectCreate,
    projectImport,
    projectStatus,
    projectHealth,
    projectPause,
    projectResume,
    peopleList,
    peopleRank,
    peopleSkill,
    peopleLink,
    peopleLinked,
    peopleUnlink,
    peoplePersonhood,
    goldList,
    goldAdd,
    goldConfirm,
    goldRetire,
    goldRepair,
    goldDisputes,
    auditList,
    groupConnect,
    groupDisconnect,
    breakerList,
    breakerAudit,
    breakerResume,
  ].map((command) => [command.name, command]),
)

/** @throws ExpectedError `command.unknown` */
export function findCommand(name: string): Command {
  const command = commands.get(name)
  if (!command) throw new ExpectedError('command.unknown', { name: name.slice(0, 40) })
  return command
}
