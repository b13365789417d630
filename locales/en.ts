import type { ErrorCode } from '../core/errors.ts'

/**
 * English: defines every key. `**bold**`, `_italic_` and `` `code` `` style our own words; `{{name}}` is
 * replaced by plain text that is never styled. Plural texts are objects by CLDR category of `count`.
 */
export const en = {
  'start.language': 'Welcome to Tagora! Which language shall we speak?',
  'start.consentTitle': 'Before you begin',
  'start.consent':
    'You label items for AI teams and are paid in {{symbol}}. Other people label the same items without seeing your answers; what most of you agree on counts.',
  'start.consentData':
    'We keep your platform id, your answers and their times. Data sets are exported with a pseudonym, never with your name.',
  'start.consentStake':
    'Each answer holds a small stake until the item is decided. If two thirds of the people disagree with you, a part of it goes to them; otherwise all of it comes back.',
  'start.agree': 'I agree',
  'start.guideline': 'How to label: {{project}}',
  'start.good': '**Good:** {{label}} – {{why}}',
  'start.poor': '**Poor:** {{label}} – {{why}}',
  'start.wallet': 'Your wallet `{{address}}` has {{stake}} {{symbol}} as stake.',
  'start.demoWallet': 'Your demo wallet `{{address}}` holds a demo stake of {{stake}} {{symbol}}.',
  'start.ready': "That's all. Ready for your first item?",
  'start.begin': 'Start labeling',
  'start.practice':
    'Before your first item you practise on a few whose answer is known. You are told why each time, and nothing is at stake.',
  'start.noProject': 'There is no project right now. Send `task` later; we will have something for you.',

  'guideline.summary': '{{summary}}',
  'guideline.label': '**{{label}}**: {{definition}}',

  'task.question': '{{question}}',
  'task.again': 'Look again',
  'task.progress': '{{project}} · reward {{reward}} {{symbol}}',
  'task.saved': 'Saved: {{label}}.',
  'task.receipt': 'The signed receipt of this vote: `receipt {{code}}`.',
  'task.savedLate': 'Saved: {{label}}. It came after its time, and the item was still open, so it counts.',
  'task.keptLate':
    'Your answer {{label}} came after its time and the item had enough answers. It is kept, unpaid.',
  'task.skipped': 'Skipped. Nothing is lost or paid for it.',
  'task.skip': "Can't tell",
  'task.skipWhy': 'Why can you not tell?',
  'task.skip.unclear': 'It is unclear',
  'task.skip.language': 'Wrong language',
  'task.skip.offensive': 'I do not want to see this',
  'task.skip.broken': 'It is broken or empty',
  'task.back': 'Back to the item',
  'task.guideline': 'Guideline',
  'task.minutes': {
    one: 'You have {{count}} minute for this item.',
    other: 'You have {{count}} minutes for this item.',
  },
  'task.hours': {
    one: 'You have {{count}} hour for this item.',
    other: 'You have {{count}} hours for this item.',
  },

  'validate.progress':
    'Validation {{position}} of {{total}} · {{project}} · reward {{reward}} {{symbol}} · label it yourself: nobody sees what others said',
  'recuse.button': 'Not me',
  'recuse.why': 'Why should somebody else judge this item?',
  'recuse.free': {
    one: 'Somebody else is drawn, and nothing is lost. {{count}} time in 30 days is free.',
    other: 'Somebody else is drawn, and nothing is lost. {{count}} times in 30 days are free.',
  },
  'recuse.conscience': 'My conscience',
  'recuse.sensitive': 'It touches me too closely',
  'recuse.author': 'I know who wrote or labeled it',
  'recuse.done': {
    one: 'Somebody else judges it. {{count}} more is free this month.',
    other: 'Somebody else judges it. {{count}} more are free this month.',
  },
  'recuse.paused':
    'Somebody else judges it. That was more often than is free, so you are not drawn again until you send `validator on`.',
  'validator.title': 'You as a validator',
  'validator.seat': 'You hold a seat. You staked {{stake}} {{symbol}} in it.',
  'validator.noSeat': 'You hold no seat yet, so you are not drawn. Send `validator join`.',
  'validator.isOn': 'You may be drawn at any time.',
  'validator.isOnFor':
    'You are asked between {{from}} and {{to}} ({{zone}}), later only when nobody else is left.',
  'validator.isOff': 'You are not drawn at the moment.',
  'validator.given': { one: '{{count}} vote given', other: '{{count}} votes given' },
  'validator.missed': { one: '{{count}} missed', other: '{{count}} missed' },
  'validator.open': { one: '{{count}} item waits for you', other: '{{count}} items wait for you' },
  'validator.money': 'earned by votes: {{earned}} {{symbol}}; taken from the seat: {{lost}} {{symbol}}',
  'validator.begin': 'Begin validating',
  'validator.goOn': 'Draw me again',
  'validator.goOff': 'Do not draw me',
  'validator.practise': 'Practise',
  'validator.joinTitle': 'What a validator does',
  'validator.expectBlind':
    'You are drawn at random and label an item yourself. You see neither the first answer nor what others say.',
  'validator.expectTime':
    'You have the time that the project gives. You are reminded once; at half of it somebody else is asked too.',
  'validator.expectStake':
    'A seat holds a stake of at least {{stake}} {{symbol}}. A vote with the verdict earns; one against it costs a part of the stake; no vote costs nothing.',
  'validator.expectRecuse': {
    one: "Where you can't tell or should not judge, say so. {{count}} time in {{days}} days you may pass an item on for reasons of your own.",
    other:
      "Where you can't tell or should not judge, say so. {{count}} times in {{days}} days you may pass an item on for reasons of your own.",
  },
  'validator.seatComes': 'On this local chain your seat comes by itself, within seconds.',
  'validator.takeSeat':
    'Take a seat with your linked wallet: tap the button, or send `validator seat`. Its stake comes from what you deposited. You are drawn from the next batch on.',
  'validator.take': 'Take a seat',

  'practice.begin': 'Practise',
  'practice.title': 'Practice: {{project}}',
  'practice.progress':
    '{{right}} of the latest {{of}} right; with {{wanted}} you begin. Nothing here is paid or at stake.',
  'practice.right': '**Right:** it is {{label}}.',
  'practice.wrong': '**Not quite:** it is {{label}}.',
  'practice.why': '{{why}}',
  'practice.next': 'Next one',
  'practice.passed':
    'Well done: you are ready for {{project}}. From here on your answers count and are paid.',

  'lesson.title': '{{truth}} or {{given}}?',
  'lesson.intro':
    'Some of what you called {{given}} turned out to be {{truth}}, over several answers. A minute with these examples helps; nothing is lost by it.',
  'lesson.known': '**Right:** {{label}}. People have often missed it.',
  'lesson.knownWhy': '**Right:** {{label}} – {{why}}',
  'lesson.goOn': 'Next item',
  'expert.verdict.accepted': 'item {{reference}}: the first answer is accepted',
  'expert.verdict.rejected': 'item {{reference}}: the first answer is rejected',
  'expert.verdict.void': 'item {{reference}}: it cannot be decided, all stakes come back',
  'expert.verdict.unclear': 'item {{reference}}: unclear, nobody is wrong and everybody is paid',
  'expert.finding.annotator':
    'Whoever gave the first answer was paid for it, and it is wrong (`draw` {{draw}} in the message).',
  'expert.finding.accepted':
    'The validator at place {{draw}} of the draw was paid for confirming the first answer, which is wrong.',
  'expert.finding.rejected':
    'The validator at place {{draw}} of the draw was paid for rejecting the first answer, which is right.',
  'expert.signNext': 'Next signature',
  'appeal.title': 'Votes against your answers, not final yet',
  'appeal.empty': 'No verdict against you can be contested right now.',
  'appeal.verdict.accepted': '**{{number}}.** You voted {{label}}; the votes confirm another answer.',
  'appeal.verdict.rejected': '**{{number}}.** You said {{label}}; the votes are against the first answer.',
  'appeal.votes': '{{approve}} for the first answer, {{reject}} against it, {{unsure}} without a side',
  'appeal.risk': 'If it stays so you lose {{amount}} {{symbol}}.',
  'appeal.until': 'You can appeal until {{due}}, with a bond of {{bond}} {{symbol}}.',
  'appeal.contested': 'It is contested already; others look at it.',
  'appeal.firstFree': 'Your first appeal is free: the bond comes back whatever comes of it.',
  'appeal.bondRule':
    'The bond comes back when you are right, or when nobody decides. It doubles in the second round.',
  'appeal.button': 'Appeal {{number}}',
  'appeal.see': 'See them',
  'appeal.why': 'Why should others look at it again?',
  'appeal.words': {
    one: 'Or send `appeal {{number}}` and your own words, at most {{count}} character.',
    other: 'Or send `appeal {{number}}` and your own words, at most {{count}} characters.',
  },
  'appeal.reason.guideline': 'The guideline says so',
  'appeal.reason.context': 'It takes knowledge of the field',
  'appeal.reason.otherwise': 'The votes overlook something',
  'appeal.back': 'Back',
  'appeal.filed': '**Your appeal is on its way to the court.**',
  'appeal.signs':
    'Your wallet signs this appeal; we send it to the court and pay the gas. Nothing is contested before you sign.',
  'appeal.review': 'See what I sign',
  'appeal.held': '{{bond}} {{symbol}} of your stake are held until it is decided.',
  'appeal.heldFree':
    '{{bond}} {{symbol}} of your stake are held until it is decided, and come back whatever comes of it: your first appeal is free.',
  'appeal.toPanel': 'Other and more validators label the item, without seeing what was said before.',
  'appeal.toExperts': 'Experts decide it, and read your reason.',
  'appeal.told': 'You and everybody who took part are told what comes of it.',
  'finding.title': 'What experts found against your answers',
  'finding.empty': 'No finding against you can be contested right now.',
  'finding.said': '**{{number}}.** You said {{label}}; the experts say {{right}}: {{why}}',
  'finding.loses': 'If it stays so, what you earned on it is taken back, with what a wrong answer costs.',
  'finding.reputation': 'If it stays so, it counts for your reputation; it takes no money from you.',
  'finding.until': 'You can contest it until {{due}}; that is free.',
  'finding.rule':
    'When you contest a finding, experts look once more and read your reason. Nothing follows before that.',
  'finding.button': 'Contest {{number}}',
  'finding.words': {
    one: 'Or send `finding {{number}}` and your own words, at most {{count}} character.',
    other: 'Or send `finding {{number}}` and your own words, at most {{count}} characters.',
  },
  'finding.reason.guideline': 'The guideline says so',
  'finding.reason.context': 'It takes knowledge of the field',
  'finding.reason.otherwise': 'The experts overlook something',
  'finding.contested':
    '**Experts look at it once more** and read your reason. You are told what comes of it; nothing follows before.',
  'audit.blind':
    'An audit: what was decided, and who said what, stays hidden, so that you judge for yourself.',
  'audit.contested': 'An earlier finding is contested: {{reason}}',
  'audit.title': 'Audits of {{project}}: {{share}} of settled items',
  'audit.none': 'No item was audited yet.',
  'audit.count.open': { one: '{{count}} under way', other: '{{count}} under way' },
  'audit.count.upheld': {
    one: '{{count}} confirmed the decision',
    other: '{{count}} confirmed the decision',
  },
  'audit.count.corrected': {
    one: '{{count}} found the decision wrong',
    other: '{{count}} found the decision wrong',
  },
  'audit.count.dropped': {
    one: '{{count}} finding dropped after it was contested',
    other: '{{count}} findings dropped after they were contested',
  },
  'audit.count.undecided': {
    one: '{{count}} without an answer: it cannot be decided',
    other: '{{count}} without an answer: they cannot be decided',
  },
  'audit.count.silent': {
    one: '{{count}} on which too few experts agreed in time',
    other: '{{count}} on which too few experts agreed in time',
  },
  'audit.draw': 'Batch {{batch}}, by the hash of block {{block}}, items: {{items}}. Seed:',
  'breaker.title': 'Rejections held back in {{project}}',
  'breaker.empty': 'Nothing is held back in {{project}}.',
  'breaker.project': '**{{number}}.** Everybody: {{rejected}} of {{total}} answers were rejected.',
  'breaker.person': '**{{number}}.** {{name}}: {{rejected}} of {{total}} answers were rejected.',
  'breaker.since': 'since {{at}}',
  'breaker.holds': {
    one: '{{count}} answer held back; without you others look at it at {{due}}',
    other: '{{count}} answers held back; without you others look at the first ones at {{due}}',
  },
  'breaker.holdsNothing': 'nothing is held back right now',
  'breaker.audits':
    'experts: {{asked}} asked about, {{upheld}} rejected too, {{wrong}} found right, {{open}} before them',
  'breaker.doubted': 'the experts speak against it: only you let it go',
  'breaker.how':
    'To let them go: `breaker resume {{project}} 1` and why, in your own words. Stakes are then taken as the votes say.',
  'breaker.audit': 'Ask experts about more of {{number}}',
  'breaker.asked': {
    one: 'Experts are asked about {{count}} more answer.',
    other: 'Experts are asked about {{count}} more answers.',
  },
  'breaker.nothingToAsk': 'There is nothing more to ask experts about.',
  'breaker.resumed': {
    one: 'The votes on {{count}} answer go to the ledger.',
    other: 'The votes on {{count}} answers go to the ledger.',
  },
  'audit.redraw': 'Anybody can draw them again: docs/audits.md says how.',
  'group.connected':
    'From now on disputes of **{{project}}** are put to the vote here: items on which validators did not agree, or whose verdict somebody contests.',
  'group.private':
    'Only people drawn for an item vote on it, here or in private, once. Nobody sees how votes fall before the decision, and nobody ever whose they are.',
  'group.disconnected': 'Nothing more is put to the vote here. What stands here goes on to its end.',
  'group.title': '{{project}}: a dispute',
  'group.guideline': 'Guideline: {{summary}}',
  'group.count': '**{{given}} of {{wanted}} votes**, until {{due}}',
  'group.howTo':
    'Whoever was drawn for it votes with one tap, or in private with `validate`, where one can also say "Can\'t tell" or "Not me". Please do not tell how you vote.',
  'group.counting': 'No more votes are asked for. They go to the ledger; what came of it is shown here.',
  'group.experts': 'The votes do not decide it: now experts do.',
  'group.undecided': 'Nobody could decide it, so nobody loses anything by it.',
  'group.again': 'No label has enough votes: others label it once more from the beginning.',
  'group.decided': '**Decided: {{label}}**',
  'group.split': '{{label}}: {{votes}}',
  'group.unsure': "Can't tell: {{votes}}",
  'group.stands': 'The first answer stands.',
  'group.overturned': 'The first answer was {{label}}; it does not stand.',
  'group.paid':
    'Whoever was right is paid; a wrong answer costs a part of the stake. Each is told in private.',
  'group.counted': 'Your vote counts: {{label}}. Its signed receipt: `receipt {{receipt}}`',
  'group.tooLate': 'Your answer came too late to count. It is kept.',
  'group.related':
    'You count as one with somebody who took part in this item, so somebody else is asked in your place.',

  'expert.appeal': 'Contested: {{reason}}',
  'expert.none': 'No item waits for your ruling.',
  'expert.first': 'First answer: {{label}}',
  'expert.votes': { one: 'First round: {{count}} × {{label}}', other: 'First round: {{count}} × {{label}}' },
  'expert.panelVotes': {
    one: 'Second round: {{count}} × {{label}}',
    other: 'Second round: {{count}} × {{label}}',
  },
  'expert.declined': { one: 'No vote: {{count}} × {{reason}}', other: 'No vote: {{count}} × {{reason}}' },
  'expert.guideline': '{{project}}, guideline version {{version}}: {{summary}}',
  'expert.signed': 'Rulings so far: {{given}}; {{needed}} must say the same.',
  'expert.undecidable': 'It cannot be decided',
  'expert.unclear': 'Unclear: nobody is wrong',
  'expert.unclearOrNot':
    'Unclear means that more than one answer can be defended: nobody is wrong, and everybody who answered is paid. If there is nothing to judge, it cannot be decided: stakes come back, and nobody is paid.',
  'expert.why': 'Why? Everybody concerned reads it.',
  'expert.because': {
    one: 'Or send `because` and your own words, at most {{count}} character.',
    other: 'Or send `because` and your own words, at most {{count}} characters.',
  },
  'expert.reason.guideline': 'The guideline says so',
  'expert.reason.evident': 'It is evident',
  'expert.reason.context': 'It takes knowledge of the field',
  'expert.reason.unclear': 'Both answers can be defended',
  'expert.agreed': 'Your ruling is taken, and enough experts agree.',
  'expert.saved': 'Your ruling is taken: {{given}} so far, {{needed}} must say the same.',
  'plan.twoRounds': {
    one: 'With {{count}} validator: a first round of {{first}} votes, a second one of {{second}} by others.',
    other:
      'With {{count}} validators: a first round of {{first}} votes, a second one of {{second}} by others.',
  },
  'plan.oneRound': {
    one: 'With {{count}} validator: one round of {{first}} votes; too few are left for a second one.',
    other: 'With {{count}} validators: one round of {{first}} votes; too few are left for a second one.',
  },
  'plan.noRound': {
    one: 'With {{count}} validator there is no round: after {{hours}} hours without more of them items go to the experts.',
    other:
      'With {{count}} validators there is no round: after {{hours}} hours without more of them items go to the experts.',
  },
  'plan.gather': {
    one: 'That is fewer than the project asks for, so each item waits {{count}} hour for more.',
    other: 'That is fewer than the project asks for, so each item waits {{count}} hours for more.',
  },
  'plan.experts': {
    one: 'What stays open goes to the experts; what they do not decide within {{count}} hour stays undecided, and nobody loses anything by it.',
    other:
      'What stays open goes to the experts; what they do not decide within {{count}} hours stays undecided, and nobody loses anything by it.',
  },

  'mywork.title': 'Your latest work',
  'resubmit.button': 'Fix and resubmit',
  'resubmit.again':
    'Once more, with a stake and a reward of its own. Your earlier answer stays as it was settled:',
  'mywork.oneTitle': 'One of your answers',
  'mywork.back': 'Back to my work',
  'mywork.panelVotes':
    'Second round: {{approve}} for the first answer, {{reject}} against it, {{unsure}} without a side',
  'mywork.guideline': 'The guideline says:',
  'mywork.guidelineVersion': 'The guideline (you answered by version {{version}}) says:',
  'mywork.none': 'You have not labeled anything yet. Send `task` to begin.',
  'mywork.totals': {
    one: '{{count}} item labeled, {{agreed}} agreed, {{open}} still open.',
    other: '{{count}} items labeled, {{agreed}} agreed, {{open}} still open.',
  },
  'mywork.open': '{{label}} – still open',
  'mywork.agreed': '{{label}} – agreed ({{agree}} of {{total}})',
  'mywork.disagreed': '{{label}} – decided as {{decision}} ({{agree}} of {{total}})',
  'mywork.anew': '{{label}} – the votes are final, but no label won; the item is labeled anew',
  'mywork.expert': '{{label}} – waits for an expert',
  'mywork.known': 'This was a check: the answer is {{label}}.',
  'mywork.knownWhy': 'This was a check: the answer is {{label}} – {{why}}',
  'mywork.against': {
    one: 'The votes go against you on {{count}} item, and it is not final yet.',
    other: 'The votes go against you on {{count}} items, and they are not final yet.',
  },
  'mywork.unclear': '{{label}} – unclear: nobody is wrong, and everybody who answered is paid',
  'mywork.undecided': '{{label}} – nobody could decide it; your stake came back',
  'mywork.uncounted': '{{label}} – came too late to count',

  'reputation.title': 'Your reputation',
  'reputation.none': 'You have not labeled anything yet. Send `task` to begin.',
  'reputation.rank': '**{{project}}**: {{rank}}',
  'reputation.fixed': '**{{project}}**: {{rank}} (set by a moderator)',
  'reputation.unknown':
    'Fewer than ten of your answers could be checked so far. They are checked when their items are decided, and sometimes by items whose answer is known.',
  'reputation.figures': {
    one: 'About {{accuracy}} of your answers are right, probably between {{low}} and {{high}} ({{count}} answer checked, {{gold}} by known answers; recent ones weigh more). It is counted anew after every ten.',
    other:
      'About {{accuracy}} of your answers are right, probably between {{low}} and {{high}} ({{count}} answers checked, {{gold}} by known answers; recent ones weigh more). It is counted anew after every ten.',
  },
  'reputation.next':
    'For {{rank}}: surely at least {{accuracy}} right, over {{answers}} checked answers, {{gold}} of them by known answers.',

  'people.title': 'People of {{project}}',
  'people.none': 'Nobody was judged yet.',
  'people.line':
    '{{name}} ({{id}}): {{rank}}, {{accuracy}} right ({{low}} to {{high}}), {{judged}} checked, {{gold}} by gold',
  'people.lineFixed':
    '{{name}} ({{id}}): {{rank}} set by a moderator, {{accuracy}} right ({{low}} to {{high}}), {{judged}} checked, {{gold}} by gold',
  'people.more': { one: '… and {{count}} more', other: '… and {{count}} more' },
  'people.ranked': '{{name}} is **{{rank}}** in {{project}} until a moderator changes it, and is told so.',
  'people.skillGiven': '{{name}} has the skill {{skill}} now, in every project.',
  'people.skillTaken': '{{name}} does not have the skill {{skill}} any more.',
  'people.linked': {
    one: '{{name}} and {{other}} count as one from now on, with {{count}} in all: no item is given to two of them.',
    other:
      '{{name}} and {{other}} count as one from now on, {{count}} people in all: no item is given to two of them.',
  },
  'people.alone': '{{name}} counts for themselves: nothing links them to anybody.',
  'people.together': {
    one: '{{name}} and who counts as one with them: {{count}} person',
    other: '{{name}} and who counts as one with them: {{count}} people',
  },
  'people.byEvidence': '{{name}}: found {{date}}, {{reason}}',
  'people.byModerator': '{{name}}: linked by a moderator {{date}}, {{reason}}',
  'people.keptOut': {
    one: 'That kept {{name}} out of {{count}} draw.',
    other: 'That kept {{name}} out of {{count}} draws.',
  },
  'people.unlinked': '{{name}} counts for themselves again.',
  'people.released': '{{name}} stays {{rank}} in {{project}} for now; from here on the rule decides.',

  'earnings.title': 'Your earnings',
  'earnings.paid': 'Paid: **{{earned}} {{symbol}}**',
  'earnings.pending': 'Waiting for validators and settlement, without premium: {{pending}} {{symbol}}',
  'earnings.slashed': 'Lost stake: {{slashed}} {{symbol}}',
  'earnings.stake': 'Stake: {{stake}} {{symbol}}, of which {{held}} is held for open items',
  'earnings.wallet': 'Wallet: `{{address}}`',
  'earnings.none': 'You have no wallet yet. Send `start` to set one up.',

  'personhood.title': 'One human, one account',
  'personhood.of': 'About {{name}}:',
  'personhood.points': '**{{points}}** of {{most}} points',
  'personhood.line': '{{signal}}: **{{points}}** of {{most}}.',
  'personhood.humanity': 'Proof of Humanity',
  'personhood.passport': 'Human Passport',
  'personhood.stake': 'Stake that stays',
  'personhood.account': 'Age of the account',
  'personhood.lacks.wallet': 'Link a wallet first, with `wallet`.',
  'personhood.lacks.reading': 'Not read yet; it takes a minute.',
  'personhood.lacks.time': 'It grows by itself, up to {{days}} days.',
  'personhood.lacks.stake': 'Needs a stake of your own, from a linked wallet.',
  'personhood.lacks.humanity':
    'Register with your linked wallet at https://proofofhumanity.id (it asks for a deposit).',
  'personhood.lacks.passport':
    'Collect stamps with your linked wallet at https://app.passport.xyz and write them on chain (it costs a small fee).',
  'personhood.readAt': 'Last read {{date}}.',
  'personhood.bonus':
    'Nothing here depends on these points alone: you can label, earn and withdraw with none. They help moderators to tell people from crowds of made-up accounts.',
  'personhood.again': 'Read again',
  'personhood.asked': 'It is read again within a minute. Until then, what was read last counts.',
  'wallet.title': 'Your wallet',
  'wallet.isLinked': 'Linked since {{date}}: `{{address}}`. Your rewards are paid to it.',
  'wallet.isNotLinked':
    'You have not linked a wallet yet. You sign one message with it; that costs nothing and moves nothing. We never ask for your recovery words.',
  'wallet.demo': 'On this local chain you label with your demo wallet `{{address}}`.',
  'wallet.contract': 'It is a contract wallet: who may sign for it is up to its contract.',
  'wallet.willChange': 'On {{due}}, `{{address}}` takes its place.',
  'wallet.willUnlink': 'On {{due}} it is unlinked.',
  'wallet.noWay': 'Linking is not set up here. Ask the people who run this community.',
  'wallet.by.walletconnect': 'Link with a wallet app',
  'wallet.by.page': 'Link in a browser',
  'wallet.another.walletconnect': 'Another wallet, with an app',
  'wallet.another.page': 'Another wallet, in a browser',
  'wallet.unlink': 'Unlink',
  'wallet.unlinkSure': {
    one: 'Unlink your wallet? It happens in {{count}} hour; until then every chat of yours can cancel it. Without a wallet you cannot be paid.',
    other:
      'Unlink your wallet? It happens in {{count}} hours; until then every chat of yours can cancel it. Without a wallet you cannot be paid.',
  },
  'wallet.back': 'Back',
  'wallet.cancelChange': 'Keep my wallet',
  'wallet.kept': 'Your wallet stays `{{address}}`.',
  'wallet.phrase': 'Your safety phrase: **{{phrase}}**',
  'wallet.phraseSet':
    'Your safety phrase is now **{{phrase}}**. Every wallet message from us shows it; one without it is not from us.',
  'wallet.noPhrase':
    'You have no safety phrase. Choose one with `phrase` and some words only you know: then every wallet message from us shows it.',
  'wallet.queued': {
    one: 'Many people are linking right now. You are number {{count}}, the next one.',
    other: 'Many people are linking right now. You are number {{count}}.',
  },
  'wallet.queuedMore': 'Your code appears here by itself. You need not do anything.',
  'wallet.opening': 'One moment, your code is being made …',
  'wallet.scanTitle': 'Connect your wallet app',
  'wallet.scan': {
    one: 'Scan the code with your wallet app, or tap your app below. It works once, for {{count}} minute.',
    other: 'Scan the code with your wallet app, or tap your app below. It works once, for {{count}} minutes.',
  },
  'wallet.scanAlone': 'Show the code to nobody: whoever scans it connects in your place.',
  'wallet.codeAlt': 'A QR code for your wallet app. The text of it stands in the message.',
  'wallet.otherApp': 'Another app',
  'wallet.pageTitle': 'Link in a browser',
  'wallet.page': {
    one: 'Open the page in a browser that has your wallet. The link works once, for {{count}} minute.',
    other: 'Open the page in a browser that has your wallet. The link works once, for {{count}} minutes.',
  },
  'wallet.pageAlone': 'Forward the link to nobody: it is for your account here.',
  'wallet.openPage': 'Open the page',
  'wallet.signTitle': 'Now sign',
  'wallet.sign': {
    one: '`{{address}}` is connected. Open your wallet and sign the message within {{count}} minute. It costs nothing and moves nothing.',
    other:
      '`{{address}}` is connected. Open your wallet and sign the message within {{count}} minutes. It costs nothing and moves nothing.',
  },
  'wallet.signNames':
    'The message must name your account: {{platform}}, **{{name}}**. Sign nothing that names another one.',
  'wallet.provenTitle': 'Is this your wallet?',
  'wallet.proven': 'The signature is right for `{{address}}`.',
  'wallet.confirm':
    'Your rewards will be paid to it. Compare the address with your wallet before you say yes.',
  'wallet.yes': 'Yes, link it',
  'wallet.no': 'No',
  'wallet.own': '`{{address}}` is your linked wallet already. Nothing changes.',
  'wallet.replaces': {
    one: 'It takes the place of `{{address}}` in {{count}} hour. Every chat of yours is told, and can cancel it until then.',
    other:
      'It takes the place of `{{address}}` in {{count}} hours. Every chat of yours is told, and can cancel it until then.',
  },
  'wallet.yesReplace': 'Yes, change to it',
  'wallet.taken': 'Another account here has linked this wallet, and one wallet is one person.',
  'wallet.takenJoin':
    'If that account is yours too, both can become one: what you did stays, and you never get the same item twice. The other account must agree.',
  'wallet.takenTwo':
    'Another account here has linked this wallet, and one wallet is one person. Your account has a wallet of its own: unlink that first if you want to join both.',
  'wallet.joinAsk': 'Ask to join both',
  'wallet.joinSent': 'The other account has been asked. Answer there within 24 hours.',
  'wallet.joinYes': 'Yes, that is me',
  'wallet.joinNo': 'No, that is not me',
  'wallet.joinDone': 'Both accounts are now one person.',
  'wallet.joinDeclined':
    'Nothing was joined. If you do not know who asked, somebody else can sign with your wallet.',
  'wallet.asked': 'You asked for it. Nothing has changed yet.',
  'wallet.linkedTitle': 'Linked',
  'wallet.linked': 'Your rewards will be paid to `{{address}}`.',
  'wallet.failedTitle': 'Not linked',
  'wallet.nothingLinked': 'Nothing was linked and nothing was moved.',
  'wallet.again': 'Try again',
  'wallet.other': 'Other ways',
  'wallet.stop': 'Stop',
  'receipt.title': 'Receipt',
  'receipt.label': 'You answered **{{label}}** under version {{version}} of the guideline of {{project}}.',
  'receipt.place':
    'On the ledger it is {{reference}} (batch and item); anybody can check it with `verify {{reference}}`.',
  'receipt.outcome.accepted': 'The answer was accepted.',
  'receipt.outcome.rejected': 'The answer was rejected.',
  'receipt.outcome.unclear': 'The item is unclear: nobody is wrong, and everybody who answered is paid.',
  'receipt.outcome.void': 'The experts declared the item void: nobody earned or lost anything.',
  'receipt.outcome.expired': 'The batch ran out of time: stakes went back.',
  'receipt.outcome.skipped': 'The ledger could not lock the stake, so the item was skipped.',
  'receipt.outcome.open': 'It is not decided yet: still settling.',
  'receipt.votes': 'Drawn validators and their votes:',
  'receipt.payment': 'Payment:',
  'receipt.unpaid': 'Nothing has been paid yet.',
  'receipt.formula':
    'reward = {{base}} × (34 + 4 × {{recordClass}}) / 64 = **{{amount}} {{symbol}}**, rounded down to thousandths; {{recordClass}} is the class of the record, 0 to 15',
  'receipt.reward': 'reward = **{{amount}} {{symbol}}**',
  'receipt.share': 'share of what others lost on this item = **{{amount}} {{symbol}}**',
  'receipt.slash': 'lost = **{{amount}} {{symbol}}**',
  'receipt.nothing': 'Nothing was earned and nothing was lost.',
  'receipt.included': 'It is part of what was locked: these hashes lead from it to the root `{{root}}`.',
  'receipt.notIncluded':
    'These hashes do not lead to the root `{{root}}` that was locked. Tell your community.',
  'receipt.transaction': 'Paid in transaction `{{hash}}`.',
  'receipt.open': 'See the transaction',
  'receipt.keep': 'Keep the signed receipt',
  'receipt.again': 'Look again',
  'receipt.signedTitle': 'Signed receipt of your vote',
  'receipt.vote.approve': 'Your vote: your label is the same as the first answer.',
  'receipt.vote.reject': 'Your vote: your label is another than the first answer.',
  'receipt.vote.unsure': "Your vote: you can't tell.",
  'receipt.signedBy': 'Signed by operator `{{operator}}`, which answers for it with its bond.',
  'receipt.how':
    'Keep this text, for example in a file. `npx tagora verify receipt FILE` checks it without us, and says how to prove it to the court if the vote is left out or changed.',
  'receipt.blind': 'Show it to nobody before the batch is closed: others vote blind, too.',
  'receipt.unsigned':
    'Your vote is stored. An operator signs its receipt within moments: send `receipt {{code}}` again.',
  'receipt.newer': 'Newer',
  'receipt.older': 'Older',
  'recheck.seatOut': 'seat {{seat}}: drawn, but its vote does not count',
  'recheck.vote.approve': 'seat {{seat}} (weight {{weight}}): approved',
  'recheck.vote.reject': 'seat {{seat}} (weight {{weight}}): rejected',
  'recheck.vote.unsure': 'seat {{seat}} (weight {{weight}}): unsure',
  'recheck.vote.none': 'seat {{seat}} (weight {{weight}}): no vote',
  'recheck.sum':
    '{{approve}} approve (weight {{approveWeight}}), {{reject}} reject (weight {{rejectWeight}}); needed: more heads, {{needed}} % of the weight, {{minVotes}} votes',
  'recheck.verdict.accepted': 'verdict: **accepted**',
  'recheck.verdict.rejected': 'verdict: **rejected**',
  'recheck.verdict.open': 'verdict: **open**, so it goes to the panel or the experts',
  'verify.title': 'Item {{reference}}, computed again',
  'verify.check.included.yes': '✓ The answer is part of the labels that were locked.',
  'verify.check.included.no': '✗ The answer is not part of the labels that were locked.',
  'verify.check.included.unknown': '– Whether the answer is part of the locked labels is not known.',
  'verify.check.seed.yes':
    '✓ The seed `{{seed}}…` follows from the committed secret and the hash of block {{block}}.',
  'verify.check.seed.no':
    '✗ The seed `{{seed}}…` does not follow from the committed secret and block {{block}}.',
  'verify.check.seed.unknown':
    '– The node does not know block {{block}} any more, which the seed `{{seed}}…` comes from.',
  'verify.check.noSeed': '– Nobody is drawn yet.',
  'verify.check.committed.yes':
    '✓ The chain holds the hash of exactly these annotators, votes and this seed.',
  'verify.check.committed.no': '✗ The chain holds the hash of something else.',
  'verify.check.committed.unknown': '– The chain holds no hash of votes for this batch at the moment.',
  'verify.check.outcome.yes': '✓ The outcome that was booked is what the votes decide.',
  'verify.check.outcome.no': '✗ The outcome that was booked is not what the votes decide.',
  'verify.check.outcome.unknown': '– There is no outcome of the first round to compare.',
  'verify.more': 'To check the whole ledger on your own machine: `npx tagora verify`.',
  'treasury.title': 'Treasury',
  'treasury.solvent': 'Solvent: the ledger holds {{held}} {{symbol}} and owes {{owed}} {{symbol}} in all.',
  'treasury.insolvent':
    '**Not solvent**: the ledger holds {{held}} {{symbol}} and owes {{owed}} {{symbol}} in all.',
  'treasury.escrow':
    'Escrow of projects: {{amount}} {{symbol}}, and {{reserved}} {{symbol}} reserved for batches under way',
  'treasury.stake':
    'At stake: {{answers}} {{symbol}} by open answers, {{seats}} {{symbol}} by validators’ seats',
  'treasury.people':
    'Of people: {{amount}} {{symbol}} in stakes, rewards, validators’ seats and operators’ bonds',
  'treasury.sponsor': 'For first stakes of newcomers: {{amount}} {{symbol}}',
  'treasury.outflow':
    'Rewards paid: {{day}} {{symbol}} in the last day, {{week}} {{symbol}} a day over the last week',
  'treasury.lasts': {
    one: 'At that pace the escrow lasts {{count}} day',
    other: 'At that pace the escrow lasts {{count}} days',
  },
  'money.stake': 'Stake: {{free}} {{symbol}} free, {{locked}} {{symbol}} held by open answers.',
  'money.vesting': 'Rewards still to be released: {{amount}} {{symbol}}, evenly until {{date}}.',
  'money.noVesting': 'No rewards are waiting to be released.',
  'money.debt': 'Lent to you: {{amount}} {{symbol}}. Rewards pay it off; until then it cannot be withdrawn.',
  'money.own': 'You can withdraw {{amount}} {{symbol}} now.',
  'money.leaving': 'On its way out: {{amount}} {{symbol}}, ready on {{date}}.',
  'money.ready': '{{amount}} {{symbol}} have been ready since {{date}}: collect them now.',
  'money.outside': 'In your wallet, outside of the ledger: {{amount}} {{symbol}}.',
  'money.session':
    'Session: {{left}} {{symbol}} may still be lost, at most {{perLabel}} {{symbol}} for one answer, until {{date}}.',
  'money.sessionUsed':
    'Session: {{used}} of {{most}} {{symbol}} used, {{left}} {{symbol}} left, at most {{perLabel}} {{symbol}} for one answer, until {{date}}.',
  'money.noSession': 'No session: your answers cannot hold stake until you set one with `session`.',
  'money.unreachable':
    'The chain cannot be reached right now, so your amounts are not shown. Nothing of yours is lost.',
  'money.title.deposit': 'Deposit',
  'money.title.withdraw': 'Withdraw',
  'money.title.session': 'Session',
  'money.title.revoke': 'End the session',
  'money.title.collect': 'Collect',
  'money.title.seat': "Take a validator's seat",
  'money.title.appeal': 'Contest a verdict',
  'money.title.verdict': 'Sign verdicts',
  'money.title.finding': 'Sign what an audit found',
  'money.wish.deposit':
    '{{amount}} {{symbol}} go from your wallet `{{address}}` into the ledger, as your stake. These limits come with it:',
  'money.wish.withdraw':
    '{{amount}} {{symbol}} leave your stake. In 10 days you can collect them to your wallet `{{address}}`.',
  'money.wish.session': 'New limits for the stake of `{{address}}`:',
  'money.wish.revoke':
    'The session of `{{address}}` ends: no new answer can hold stake. Answers under way are still settled.',
  'money.wish.collect': 'What is ready goes to your wallet `{{address}}`.',
  'money.wish.seat':
    '{{amount}} {{symbol}} of the stake of `{{address}}` go into a seat. You can leave it after 10 days, and have them back 10 days after that. A vote against the verdict costs a part of them.',
  'money.wish.appeal':
    '`{{address}}` contests the verdict on item {{reference}} at the court, and {{amount}} {{symbol}} of its stake are held as a bond until it is decided. The reason is for those who look at it:',
  'money.wish.verdict':
    'As an expert you stand by these verdicts. They go to the court once more than half of its experts have signed them:',
  'money.wish.finding':
    'As an expert you stand by the finding against the verdict on item {{reference}}. Once more than half of its experts have signed this, the court takes back what one person earned by it, with what a wrong answer costs:',
  'money.limit.loss': 'at most {{amount}} {{symbol}} can be lost in all',
  'money.limit.label': 'at most {{amount}} {{symbol}} are held by one answer',
  'money.limit.until': 'until {{date}}; you can end it any time with `session off`',
  'money.free': 'It costs you nothing: we pay the gas.',
  'money.by.walletconnect': 'Sign with a wallet app',
  'money.by.page': 'Sign in a browser',
  'money.by.none': 'Sign with the demo wallet',
  'money.collect': 'Collect now',
  'money.renew': 'Set the usual limits for 30 days',
  'money.revoke': 'End the session',
  'money.session.how':
    'Set your own limits with `session`, then the most that can be lost, the most for one answer, and for how many days: `session 20 1 30`.',
  'money.deposit.have': 'Your wallet `{{address}}` has {{amount}} {{symbol}}.',
  'money.deposit.how':
    'Say how much to stake: `deposit 50`. After it you may set what can be lost, what one answer may hold, and for how many days: `deposit 50 20 1 30`.',
  'money.withdraw.how':
    'Say how much: `withdraw 5`. It leaves your stake at once and can be collected 10 days after your last request.',
  'money.withdraw.all': 'All of it: {{amount}} {{symbol}}',
  'money.pageTitle': 'Sign in a browser',
  'money.sameWallet': 'Use your linked wallet `{{address}}`: no other can sign this.',
  'money.signNow': 'Open your wallet. It shows these amounts and limits: sign only if they are the same.',
  'money.sent':
    'Signed, and on its way: still settling. This message tells you when the chain has it; you need not sign again.',
  'money.done.deposit': 'The chain has it: your stake is there.',
  'money.done.withdraw': 'The chain has it. Collect it with `withdraw` in 10 days.',
  'money.done.session': 'The chain has it: your new limits are in force.',
  'money.done.revoke': 'The chain has it: the session is over.',
  'money.done.collect': 'The chain has it: the tokens are in your wallet.',
  'money.done.seat': 'The chain has it: you hold a seat, and are drawn from the next batch on.',
  'money.done.appeal': 'The court has your appeal. You are told what comes of it.',
  'money.done.verdict': 'Your signature is kept. The court gets it together with those of the others.',
  'money.done.finding':
    'Your signature is kept. The court gets it together with those of the others. Each person it takes from needs a signature of its own.',
  'money.see': 'See my wallet',
  'money.failedTitle': 'Not done',
  'money.nothingMoved': 'Nothing of yours was moved.',
  'wallet.failed.otherWallet':
    'Your wallet offered other accounts than the one you linked here. Choose the linked one in it and try again.',
  'wallet.failed.used':
    'The ledger has taken this message, or a later one, already. `wallet` shows how things stand.',
  'wallet.failed.tooLittle': 'There is less than that by now.',
  'wallet.failed.tooEarly': 'It is too early for that: the waiting time is not over.',
  'wallet.failed.tooLate': 'It was signed too late for the ledger to take it. Try again.',
  'wallet.failed.contested': 'Somebody else contests this verdict already; others look at it.',
  'wallet.failed.reverted': 'The ledger did not take it. Look at `wallet` and try again.',
  'wallet.failed.refused': 'You refused in your wallet. If that was a mistake, try again.',
  'wallet.failed.unused': 'Nobody used the code or the link in time.',
  'wallet.failed.late':
    'The time was up before everything was confirmed. Keep your wallet open and try again.',
  'wallet.failed.crowded':
    'Others were waiting for your place, and your code was not scanned. Try again when you have your wallet at hand.',
  'wallet.failed.wrongChain':
    'Your wallet offered no account on our chain. Add that network to your wallet, choose it and try again.',
  'wallet.failed.wrongAccount':
    'The message was signed by another account than the one your wallet had offered. Choose one account in your wallet and try again.',
  'wallet.failed.badSignature':
    'What your wallet sent is no valid signature of the message. Try again, or use another wallet.',
  'wallet.failed.broken': 'Your wallet ended the connection or could not answer. Open it, and try again.',
  'wallet.failed.unreachable':
    'WalletConnect cannot be reached right now. Try again later, or link in a browser.',
  'wallet.failed.unverifiable':
    'The chain cannot be asked about your contract wallet right now. Try again in a few minutes.',
  'wallet.failed.stopped': 'You stopped, or began again elsewhere.',
  'wallet.failed.unseen': 'The message with your code was deleted, so the code was made useless.',

  'language.ask': 'Which language shall we speak?',
  'language.set': 'From now on we speak English.',

  'preferences.title': 'What you are given',
  'preferences.languages': 'Languages you label in: **{{languages}}**',
  'preferences.anyLanguage': 'any, yours first',
  'preferences.content': 'Content you take although not everybody wants to see it: **{{content}}**',
  'preferences.skills': 'Skills that moderators gave you: {{skills}}',
  'preferences.nothing': 'none',

  'link.code':
    'Send `link {{code}}` to Tagora on your other platform within {{minutes}} minutes. Show the code to nobody.',
  'link.done': 'Linked. Both platforms are now one person: you never get the same item twice.',

  'inbox.title': 'Your latest notices',
  'inbox.none': 'There are no notices for you yet.',

  'help.title': 'What you can do',
  'help.line': '`{{command}}` – {{description}}',
  'help.text': 'You can tap a button, or type its number or its words (on Discord with `/answer`).',

  'command.start': 'Begin, or begin again',
  'command.task': 'Get an item to label',
  'command.validate': 'Label the items you were drawn for as a validator',
  'command.validator': 'Your seat and your hours as a validator',
  'command.validator join': 'See what a validator does, and take a seat',
  'command.validator seat': 'Take a seat with your own wallet',
  'command.validator status': 'See your seat, votes and hours',
  'command.validator on': 'Be drawn again',
  'command.validator off': 'Not be drawn for now',
  'command.validator hours': 'Set the hours in which you are asked',
  'command.appeal': 'Contest votes against your answers before they are final',
  'command.finding': 'See what experts found against your answers, and contest it',
  'command.expert': 'Decide items that validators could not (experts)',
  'command.verdict': 'Sign verdicts and audits with your own wallet',
  'command.because': 'Give the reason of a ruling in your own words (experts)',
  'command.mywork': 'See what became of your answers',
  'command.earnings': 'See what you earned and why',
  'command.wallet': 'See your wallet and stake; link or unlink it',
  'command.deposit': 'Stake tokens of your wallet, with limits',
  'command.withdraw': 'Take tokens out to your wallet',
  'command.session': 'See, set or end what may be lost of your stake',
  'argument.amount': 'Number of tokens',
  'argument.loss': 'The most that can be lost, in tokens',
  'argument.perlabel': 'The most one answer may hold, in tokens',
  'argument.days': 'For how many days',
  'command.receipt': 'See votes, payment and proof of one of your answers',
  'command.treasury': 'See whether the ledger holds what it owes',
  'command.verify': 'Compute a draw and its decision again',
  'argument.back': 'Code of a vote, or how many answers back',
  'argument.reference': 'Batch and item, for example 12.3',
  'command.phrase': 'Choose words by which you know our wallet messages',
  'command.inbox': 'Read your latest notices again',
  'command.personhood': 'See what speaks for you being one human with one account',
  'command.people personhood': 'See what speaks for somebody being one human',
  'command.practice': 'Practise on items whose answer is known',
  'command.reputation': 'See how right your answers are, and what the next rank asks for',
  'command.help': 'See what you can do',
  'command.language': 'Change the language',
  'command.preferences': 'Choose languages and content you are given',
  'command.link': 'Use Tagora on two platforms as one person',
  'command.project': 'Run projects (moderators)',
  'command.project create': 'Create a project from a project file',
  'command.project import': 'Import items from a JSONL, CSV or TSV file',
  'command.project status': 'See how a project is doing',
  'command.project health': 'See how far the answers can be trusted',
  'command.project pause': 'Stop handing out items',
  'command.project resume': 'Hand out items again',
  'command.people': 'See and rank the people of a project (moderators)',
  'command.people list': 'See how right people are, and their ranks',
  'command.people rank': 'Give somebody a rank, or leave it to the rule again',
  'argument.which': 'Number of the answer in the list',
  'argument.number': 'Number in the list',
  'argument.hours': 'For example 8-22, or always',
  'argument.zone': 'How far you are ahead of UTC, for example +2',
  'command.people skill': 'Give somebody a skill that projects ask for, or take it away',
  'command.people link': 'Let two people count as one: no item is given to both',
  'command.people linked': 'See who counts as one with somebody, and why',
  'command.people unlink': 'Let somebody count for themselves again',
  'argument.skill': 'A skill the project asks for',
  'argument.other': 'The other one: name, or beginning of the pseudonym',
  'argument.reason': 'Why, for other moderators to read',
  'argument.choice': 'yes or no',
  'argument.language': 'Language tag, for example es',
  'argument.content': 'Kind of content, as the project names it',
  'argument.person': 'Name, or beginning of the pseudonym',
  'argument.rank': 'trainee, annotator, validator, expert, or rule',
  'command.breaker': 'Look after rejections that are held back (moderators)',
  'command.breaker list': 'See what is held back in a project, and the evidence',
  'command.breaker audit': 'Have experts look at more of the rejected answers',
  'command.breaker resume': 'Let the votes go to the ledger, with a reason',
  'command.audit': 'See how decisions are checked once more (moderators)',
  'command.audit list': 'See the audits of a project and how they were drawn',
  'command.group': 'Put disputes to the vote in this group (moderators)',
  'command.group connect': 'Put the disputes of a project to the vote here',
  'command.group disconnect': 'Put nothing more to the vote here',
  'command.gold': 'Look after items whose answer is known (moderators and experts)',
  'command.gold list': 'See the gold of a project, and what waits to be confirmed',
  'command.gold add': 'State the answer of an item',
  'command.gold confirm': 'Make a proposed item gold',
  'command.gold retire': 'Stop testing people with an item',
  'command.gold repair': 'State the right answer of gold that was wrong or in doubt',
  'command.gold disputes': 'See gold whose answer is in doubt, and settle it',
  'argument.item': 'Id of the item in the imported file',
  'argument.label': 'Name of the label',
  'argument.skip': 'How many to pass over',
  'argument.why': 'Why this is the answer, for people to learn from',
  'argument.because': 'enough, leaked or wrong',
  'argument.code': 'The code shown on the other platform',
  'argument.words': 'The words',
  'argument.locale': 'Language to speak',
  'argument.project': 'Name of the project',
  'argument.file': 'The file',

  'role.annotator': 'annotator',
  'role.validator': 'validator',
  'role.expert': 'expert',
  'role.moderator': 'moderator',
  'role.requester': 'requester',
  'role.one.annotator': 'an annotator',
  'role.one.validator': 'a validator',
  'role.one.expert': 'an expert',
  'role.one.moderator': 'a moderator',
  'role.one.requester': 'a requester',

  'rank.trainee': 'trainee',
  'rank.annotator': 'annotator',
  'rank.validator': 'validator',
  'rank.expert': 'expert',

  'project.created':
    'Project **{{project}}** is created with a budget of {{budget}} {{symbol}}. Import items next.',
  'project.paused': 'Project **{{project}}** is paused. Leased items can still be answered.',
  'project.resumed': 'Project **{{project}}** hands out items again.',
  'project.statusTitle': 'Project {{project}}: {{state}}',
  'project.statusItems':
    '{{items}} items: {{open}} open, {{decided}} decided, {{expert}} waiting for an expert',
  'project.statusAnnotations':
    '{{annotations}} answers from {{people}} people, {{leased}} being answered now',
  'project.statusQuestioned':
    'Doubtful verdicts looked at again: {{open}} now, {{all}} in all, of which {{unclear}} ended unclear',
  'project.statusGold': 'Gold: {{right}} of {{total}} answers right',
  'project.statusAgreement': "Agreement (Krippendorff's alpha): {{alpha}}",
  'project.statusMoney': 'Budget {{budget}} {{symbol}}: {{paid}} paid, {{committed}} committed at most',
  'project.state.draft': 'draft',
  'project.state.active': 'active',
  'project.state.paused': 'paused',
  'project.state.finished': 'finished',

  'health.title': 'Health of {{project}}',
  'health.none': 'Nobody has answered yet. Look again when there are some answers.',
  'health.read': {
    one: '{{count}} answer from {{people}} people to {{items}} items.',
    other: '{{count}} answers from {{people}} people to {{items}} items.',
  },
  'health.partial': 'Older answers are left out.',
  'health.alpha':
    "Agreement: Krippendorff's alpha **{{alpha}}** (95 % sure between {{low}} and {{high}}), Fleiss' kappa {{kappa}}.",
  'health.alpha.reliable': 'That is reliable.',
  'health.alpha.tentative': 'That is enough for tentative conclusions only.',
  'health.alpha.low': 'That is low: people read the task differently, or it is very hard.',
  'health.alphaNone':
    'Agreement cannot be measured yet: several people must answer the same items, and use more than one label.',
  'health.scale.ordinal':
    'Alpha goes by the order of the labels: neighbours count as nearly agreed. Kappas and all below take them as names.',
  'health.scale.interval':
    'Alpha goes by the labels as numbers: the nearer, the more agreed. Kappas and all below take them as names.',
  'health.pairsTitle': 'Who agrees least',
  'health.labelAlpha': '{{label}} {{alpha}}',
  'health.labelAlphas': 'Least agreement on single labels: {{labels}}.',
  'health.pair': '{{one}} and {{other}}: kappa {{kappa}} over {{items}} items',
  'health.labelsTitle': 'Weakest labels',
  'health.label':
    '{{label}}: {{recall}} of {{answers}} answers to items decided so; given, it is right in {{precision}}',
  'health.labelGold':
    '{{label}}: {{recall}} of {{answers}} answers to such gold items; given, it is right in {{precision}}',
  'health.confusedTitle': 'Clarify in the guideline',
  'health.confusedBothWays':
    '**{{one}}** and **{{other}}** ({{share}} of all disagreement, {{items}} items): say where one ends and the other begins. For example {{examples}}',
  'health.confusedOneWay':
    '**{{one}}** is taken for **{{other}}** ({{share}} of all disagreement, {{items}} items): say what makes an item {{one}} although it looks like {{other}}. For example {{examples}}',
  'health.disputedTitle': 'Hardest items',
  'health.disputed': '{{item}}: {{given}}',
  'health.driftTitle': 'Getting worse',
  'health.everybody': 'Everybody together',
  'health.drift':
    '{{person}}: {{recent}} of the latest {{recentTotal}} answers right, {{earlier}} of the {{earlierTotal}} before',
  'health.driftRate': 'A report without any change shows an alarm in {{rate}} of cases at most.',
  'health.suspectsTitle': 'Please look at',
  'health.suspectsNote': 'This is advice. Nobody loses money or a role by it.',
  'health.noSuspects': 'Nobody stands out.',
  'health.tooFast':
    '{{person}}: usually answers in {{seconds}} s, others in {{usual}} s ({{answers}} answers)',
  'health.constant':
    '{{person}}: {{times}} of {{answers}} answers are {{label}}; others prefer it on {{others}} of these items',
  'health.random':
    '{{person}}: agrees with the others on {{agreed}} of {{answers}} items; blind answers would on {{blind}}, people here usually do on {{usual}}',
  'health.collusion': {
    one: '{{count}} person ({{people}}): {{agreed}} equal answers, {{expected}} explained by what they know; {{sameWrong}} of {{wrong}} mistakes shared',
    other:
      '{{count}} people ({{people}}): {{agreed}} equal answers, {{expected}} explained by what they know; {{sameWrong}} of {{wrong}} mistakes shared',
  },
  'health.more': { one: '… and {{count}} more like this', other: '… and {{count}} more like this' },

  'gold.title': 'Gold of {{project}}',
  'gold.counts':
    '{{active}} active of {{wanted}} wanted ({{labels}}), {{waiting}} waiting to be confirmed, {{retired}} retired.',
  'gold.label': '{{label}}: {{count}}',
  'gold.retired': 'Retired: {{reasons}}',
  'gold.reason.worn': 'seen by enough people {{count}}',
  'gold.reason.leaked': 'known to people {{count}}',
  'gold.reason.disputed': 'doubtful or wrong {{count}}',
  'gold.reason.withdrawn': 'withdrawn {{count}}',
  'gold.reason.practice': 'for practice {{count}}',
  'gold.waitingTitle': 'Is this right?',
  'gold.waiting':
    'Item {{item}}: everybody said **{{label}}**. As gold it will test people, so look at it yourself.',
  'gold.yes': 'Yes, make it gold',
  'gold.no': 'No, or not sure',
  'gold.activeTitle': 'Active',
  'gold.active': '{{item}}: {{label}}, seen by {{seen}} of {{cap}} people at most',
  'gold.none': 'Nothing waits to be confirmed.',
  'gold.added': 'Item {{item}} is gold now: {{label}}.',
  'gold.known':
    'The answer of item {{item}} is {{label}} now, and whoever was judged by it is judged anew and told. As these people know now that it is gold, it tests nobody else.',
  'gold.confirmed': 'Item {{item}} is gold now: {{label}}.',
  'gold.retiredNow': 'Item {{item}} tests nobody any more.',
  'gold.seeDisputes': 'In doubt: {{count}}',
  'gold.disputesTitle': 'Gold of {{project}} in doubt: {{count}}',
  'gold.noDisputes': 'No answer is in doubt.',
  'gold.noMoreDisputes': 'That was the last one.',
  'gold.dispute': 'Item {{item}} was gold with the answer **{{said}}**. It tests nobody now.',
  'gold.disputeWhy': 'Item {{item}} was gold with the answer **{{said}}** ({{why}}). It tests nobody now.',
  'gold.judgesNobody': 'It judges nobody until somebody says what it is.',
  'gold.objections': {
    one: '{{count}} person holds this answer for wrong.',
    other: '{{count}} people hold this answer for wrong.',
  },
  'gold.kept': 'The answer of item {{item}} stays {{label}}. Whoever objected is told.',
  'gold.object': 'I am sure it is {{label}}',
  'gold.objected': 'Thank you. A moderator looks at it, and you will be told what comes of it.',
  'gold.objectedBefore': 'You have said so before. You are told what came of it.',
  'gold.said': '{{label}} {{count}}',
  'gold.disputePeople': 'People say: {{people}}.',
  'gold.disputeNobody': 'Nobody answered it as gold.',
  'gold.whichAnswer': 'What is the answer? Whoever answered is then judged by it and told.',
  'gold.leaveOpen': 'Leave it open, next one',

  'import.done': {
    one: '{{count}} item imported, {{duplicates}} already known, {{refused}} refused.',
    other: '{{count}} items imported, {{duplicates}} already known, {{refused}} refused.',
  },
  'import.refusal': 'Line {{line}}: {{reason}}',
  'import.moreRefusals': 'Only the first {{shown}} are shown.',
  'refusal.badJson': 'this is not a JSON object',
  'refusal.badQuotes': 'the quotes are broken ({{detail}})',
  'refusal.badHeader': 'the first line must name these columns, each once: {{detail}}',
  'refusal.badEncoding': 'this is not UTF-8 text; save the file as UTF-8',
  'refusal.nullCharacter': 'it holds a null character, which no text has',
  'refusal.lineTooLong': 'the line is longer than {{detail}} characters',
  'refusal.missingId': 'there is no id',
  'refusal.idTooLong': 'the id is longer than {{detail}} characters',
  'refusal.missingText': 'the field "{{detail}}" is missing or empty',
  'refusal.textTooLong': 'the text is longer than {{detail}} characters',
  'refusal.textDoesNotFit':
    'the text does not fit into a chat message: with its special characters and line breaks it takes more than {{detail}} characters',
  'refusal.duplicateId': 'the id "{{detail}}" stands in this file twice',
  'refusal.changedItem': 'the item "{{detail}}" exists with another text or gold label; use a new id',
  'refusal.unknownLabel': 'the gold label "{{detail}}" is not a label of this project',
  'refusal.budgetExceeded': "the project's budget does not cover it",
  'refusal.wrongFields': 'the number of fields does not fit the header ({{detail}})',

  'discord.answer': 'answer',
  'discord.answerDescription': 'Answer by number or words instead of tapping a button',
  'discord.answerText': 'The number or the words of a button',

  'telegram.private': 'What you do here is between you and Tagora, so we talk in private.',
  'telegram.openPrivate': 'Open the private chat',

  'verification.fine': {
    one: 'Ledger {{ledger}}, blocks {{from}} to {{to}}: {{count}} event and {{batches}} batches are what the rules give, and the ledger holds what it owes.',
    other:
      'Ledger {{ledger}}, blocks {{from}} to {{to}}: {{count}} events and {{batches}} batches are what the rules give, and the ledger holds what it owes.',
  },
  'verification.published': {
    one: 'The published data of {{count}} batch agree with the chain.',
    other: 'The published data of {{count}} batches agree with the chain.',
  },
  'receiptCheck.title':
    'Receipt of account {{account}} for {{vote}} on item {{item}} of batch {{batch}}, of {{at}}:',
  'receiptCheck.signed': 'It is signed by operator {{operator}}.',
  'receiptCheck.notSigned':
    'It is not signed by operator {{operator}} for a court of this ledger: it is worth nothing.',
  'receiptCheck.listed': 'The registry lists that operator.',
  'receiptCheck.notListed': 'The registry does not list that operator: it is worth nothing.',
  'receiptCheck.fate.counted': 'The votes proposed on the chain hold it as it says.',
  'receiptCheck.fate.waiting': 'The votes of the batch are not proposed yet. Check again when they are.',
  'receiptCheck.fate.omitted': 'The votes proposed on the chain leave it out.',
  'receiptCheck.fate.contradicted': 'The votes proposed on the chain say {{proposed}} in its place.',
  'receiptCheck.fate.notDrawn': 'The account was not drawn for this item, or its seat did not count.',
  'receiptCheck.fate.expired':
    'The operators let the batch run out: all stakes went back, and nothing was decided.',
  'receiptCheck.fate.unknownBatch': 'The ledger has not locked a batch with this number.',
  'receiptCheck.vouched': 'The operator signed these votes, too: the proof costs it a part of its bond.',
  'receiptCheck.notVouched':
    'The operator did not sign these votes: the proof opens the item and slashes nobody.',
  'receiptCheck.published.same': 'The published data of the batch hold it.',
  'receiptCheck.published.other': 'The published data of the batch hold another receipt for this vote.',
  'receiptCheck.published.missing': 'The published data of the batch leave it out.',
  'receiptCheck.published.notYet':
    'The receipts of the batch are not published yet; that happens when it is closed.',
  'receiptCheck.prove':
    'Prove it until {{until}}, before the batch is settled: send this call of `{{name}}` to the court {{to}}, from any address:',
  'receiptCheck.tooLate': 'These votes are final by now: the court takes no proof any more.',
  'verification.where': 'Block {{block}}, transaction {{transaction}}:',
  'verification.block': 'Block {{block}}:',

  'deployment.step': '{{step}}: {{gas}} gas, transaction {{hash}}',
  'deployment.stepDry': '{{step}}: {{gas}} gas',
  'deployment.dry': 'All of it went well on a chain of its own, which is gone now. Nothing was sent.',
  'deployment.gas': 'Gas in all: {{gas}}',
  'deployment.code': 'Byte code: {{hash}}',
  'deployment.cost': 'At the fees of now: {{expected}} ETH; at most {{most}} ETH.',
  'deployment.found': '{{found}}, not {{wanted}}',
  'deployment.proven': 'Everything is as the terms want it, and {{deployer}} has no power left.',
  'deployment.unproven': 'Something is not as the terms want it: see above.',
  'deployment.written': 'Written: {{file}}',
  'operator.running': 'Operator {{operator}} of ledger {{ledger}} answers at {{url}}.',
  'key.password': 'Password of the keystore',
  'key.created': 'The key of {{address}} is in {{file}}.',

  'transactions.none': 'No transaction has failed.',
  'transactions.queued': {
    one: '{{count}} transaction is queued again.',
    other: '{{count}} transactions are queued again.',
  },

  'notice.settled': {
    one: '{{count}} answer of yours is settled. Reward: **{{reward}} {{symbol}}**.',
    other: '{{count}} answers of yours are settled. Reward: **{{reward}} {{symbol}}**.',
  },
  'notice.share':
    'You also received {{share}} {{symbol}} of slashed stake, because your answer was the agreed one.',
  'notice.slashed':
    'You lost {{slashed}} {{symbol}} of stake where two thirds of the people disagreed with you.',
  'notice.stakeReturned.void': {
    one: '{{count}} label ended without a verdict: nobody who could decide it did.',
    other: '{{count}} labels ended without a verdict: nobody who could decide them did.',
  },
  'notice.stakeReturned.expired': {
    one: '{{count}} label ended without a verdict: the operators were late, and pay for it.',
    other: '{{count}} labels ended without a verdict: the operators were late, and pay for it.',
  },
  'notice.stakeReturned.held': {
    one: 'The votes on {{count}} label were held back, as unusually many answers were rejected, until there was no time left: nothing is taken, and the operators pay for it.',
    other:
      'The votes on {{count}} labels were held back, as unusually many answers were rejected, until there was no time left: nothing is taken, and the operators pay for it.',
  },
  'notice.stakeReturned.skipped': {
    one: '{{count}} label was not taken: your limits or your stake did not cover it any more.',
    other: '{{count}} labels were not taken: your limits or your stake did not cover them any more.',
  },
  'notice.auditSlashed': 'An audit found a label or vote of yours wrong: {{slashed}} {{symbol}} were taken.',
  'notice.operatorSlashed':
    'The court found that operator `{{operator}}` left out or changed something it had confirmed to you, or vouched for what you never gave. It loses a part of its bond; **{{won}} {{symbol}}** of that are yours.',
  'notice.stakeLent':
    'You were lent {{lent}} {{symbol}} as your first stake. Your rewards pay it off; then it is yours.',
  'notice.sessionEnded': 'Your limits for labeling are withdrawn. Nothing more of your stake can be bound.',
  'notice.returned': 'Your held stake is free again.',
  'notice.latePaid': 'You have **{{paid}} {{symbol}}** of what the operators lose.',
  'notice.goldWrong':
    'In {{project}} we had checked your answer **{{label}}** to “{{excerpt}}” by the answer {{checkedBy}}, which is wrong or doubtful. That was our mistake, and the check no longer counts.',
  'notice.goldCorrected':
    'In {{project}} we had checked your answer **{{label}}** to “{{excerpt}}” by the answer {{checkedBy}}, which is wrong. That was our mistake; the right one is **{{right}}**, and your answer is checked by it now.',
  'notice.goldSettled':
    'In {{project}} the answer to “{{excerpt}}” had been in doubt. It is settled: **{{right}}**. Your answer **{{label}}** is checked by it again.',
  'notice.goldReputation': 'Your reputation was computed anew: {{before}} before, {{after}} now.',
  'notice.goldMoney':
    'Pay and stake of this item followed what people agreed on, never the checked answer, so no money changes.',
  'notice.tied': {
    one: '**{{count}} pair of people** counts as one from now on: no two of them are given, or drawn for, the same item. Nobody loses anything by it.',
    other:
      '**{{count}} pairs of people** count as one from now on: no two of them are given, or drawn for, the same item. Nobody loses anything by it.',
  },
  'notice.tied.funding': '{{one}} and {{other}}: their wallets got tokens from one address, `{{detail}}`',
  'notice.tied.wallet': '{{one}} and {{other}}: each has linked the wallet `{{detail}}`',
  'notice.tied.invite': '{{one}} and {{other}}: one brought the other in on {{detail}}',
  'notice.tied.votes': '{{one}} and {{other}}: their answers in {{detail}} agree far beyond chance',
  'notice.tiedMore': { one: 'and {{count}} more pair', other: 'and {{count}} more pairs' },
  'notice.tiedAdvice':
    'If you know better, `people unlink` takes somebody out, and the same evidence never links them again.',
  'notice.healthAlarm': 'Something in {{project}} wants a look:',
  'notice.healthFall':
    'Everybody taken together, {{recent}} of recent answers agree with gold and decisions; {{earlier}} of earlier ones did.',
  'notice.healthWorse': 'Recent answers worse than earlier ones: {{people}}.',
  'notice.healthFast': 'Very fast: {{people}}.',
  'notice.healthConstant': 'Nearly always the same label: {{people}}.',
  'notice.healthBlind': 'As if they did not look: {{people}}.',
  'notice.healthAlike': {
    one: '{{count}} person answers alike far more often than what they know explains: {{people}}.',
    other: '{{count}} people answer alike far more often than what they know explains: {{people}}.',
  },
  'notice.healthAdvice':
    'This is no proof, and nothing has changed for anybody. The evidence is in `project health`.',
  'notice.look': 'Look at it',
  'notice.goldObjected':
    'Somebody holds the known answer {{label}} of item {{item}} of {{project}} for wrong, and says {{other}}. It tests nobody any more; people learn from it or are told that it was a check.',
  'notice.goldYours':
    'In {{project}} you held the answer to “{{excerpt}}” for wrong. We looked again: you are right, it is **{{right}}**. Thank you.',
  'notice.goldStays':
    'In {{project}} you held the answer to “{{excerpt}}” for wrong and said {{label}}. We looked again: it is **{{right}}**.',
  'notice.goldProposed': {
    one: '{{count}} item of {{project}} waits for you to say whether it is gold: `gold list {{project}}`.',
    other:
      '{{count}} items of {{project}} wait for you to say whether they are gold: `gold list {{project}}`.',
  },
  'notice.goldDisputed':
    'Gold item {{item}} of {{project}} says {{label}}, but {{people}} people whose answers are otherwise good say {{likely}}, which is right with {{probability}}. It tests nobody any more, and whoever it judged has been told. If you know the answer, state it: `gold disputes {{project}}`.',
  'notice.goldLeaked':
    'In {{project}} somebody is right on gold far more often than elsewhere: {{people}}. They may know the answers, so {{items}} gold items test nobody any more. This is no proof; please look at their work.',
  'notice.rankUp': 'You are now **{{rank}}** in {{project}}.',
  'notice.rankUpWhy': {
    one: 'About {{accuracy}} of your answers that could be checked are right, and almost surely more than {{low}}; {{threshold}} are asked for. ({{count}} answer checked; recent ones weigh more.)',
    other:
      'About {{accuracy}} of your answers that could be checked are right, and almost surely more than {{low}}; {{threshold}} are asked for. ({{count}} answers checked; recent ones weigh more.)',
  },
  'notice.rankDown': 'You are now **{{rank}}** in {{project}}.',
  'notice.rankDownWhy': {
    one: 'About {{accuracy}} of your recent answers that could be checked are right, and almost surely less than {{high}}; {{from}} asks for {{threshold}}. ({{count}} answer checked.)',
    other:
      'About {{accuracy}} of your recent answers that could be checked are right, and almost surely less than {{high}}; {{from}} asks for {{threshold}}. ({{count}} answers checked; recent ones weigh more.)',
  },
  'notice.rankMoney':
    'It takes nothing from you and changes no reward. With better answers you rise again; `reputation` shows where you stand.',
  'notice.rankSet':
    'A moderator made you **{{rank}}** in {{project}}. It stays so until a moderator changes it; rewards stay as they are.',
  'notice.groupLost':
    'I may not write to the group on {{platform}} any more in which disputes of **{{project}}** were put to the vote. Validators go on in private. To go on there, let me in and say `group connect` again.',
  'notice.expertAsked': {
    one: '**{{count}} item** waits for an expert. Send `expert`.',
    other: '**{{count}} items** wait for an expert. Send `expert`.',
  },
  'notice.breakerPerson':
    '**Rejections are held back.** In {{project}}, {{rejected}} of {{total}} answers of {{name}} were rejected within {{hours}} hours.',
  'notice.breakerProject':
    '**Rejections are held back.** In {{project}}, {{rejected}} of {{total}} answers were rejected within {{hours}} hours.',
  'notice.breakerHeld': {
    one: 'The votes on {{count}} answer stay off the ledger. If nobody lets them go before {{due}}, other validators or experts look at it then, before anybody loses anything.',
    other:
      'The votes on {{count}} answers stay off the ledger. If nobody lets them go before {{due}}, other validators or experts look at them then, before anybody loses anything.',
  },
  'notice.breakerAsked': {
    one: 'Experts are asked to look at {{count}} of the rejected answers.',
    other: 'Experts are asked to look at {{count}} of the rejected answers.',
  },
  'notice.breakerAudited':
    'Of {{asked}} rejected answers in {{project}} that were held back, experts reject {{upheld}} too and find {{wrong}} right.',
  'notice.breakerGoesOn': 'So the rejections are right, and go to the ledger again.',
  'notice.breakerDoubted':
    'So the rejections stay held back until you let them go, or their time is over and others look at the answers.',
  'notice.auditAsked': {
    one: '**{{count}} item** waits for an audit. Send `expert`.',
    other: '**{{count}} items** wait for an audit. Send `expert`.',
  },
  'notice.auditFound':
    'Experts audited “{{excerpt}}” in {{project}} and say **{{right}}**, where you had said {{label}}.',
  'notice.auditRight':
    'Experts audited “{{excerpt}}” in {{project}}: **your answer {{label}} is right**, and the decision is corrected.',
  'notice.auditWrong':
    'Experts audited “{{excerpt}}” in {{project}}: the answer is **{{right}}**, not {{label}}, and the decision is corrected.',
  'notice.auditMoney.loses':
    'What you earned on it is taken back on the ledger, with what a wrong answer costs; you get the transaction as a receipt.',
  'notice.auditMoney.repaid':
    'What the wrong verdict took from you comes back, with the reward, once enough experts have signed for the court; you get the transaction as a receipt.',
  'notice.auditDropped':
    'The finding against your answer to “{{excerpt}}” in {{project}} was dropped after a second look. Nothing follows from it.',
  'notice.auditUnsigned':
    'Too few experts signed in time what the audit of “{{excerpt}}” found. The correction stands, but the court takes nothing back for it and nothing is repaid.',
  'notice.auditRepaid':
    'What a wrong verdict had taken from you is back, with the reward: **{{amount}} {{symbol}}**.',
  'notice.verdictAgainst': {
    one: 'The votes go against you on **{{count}} item**. It is final on {{due}}; until then you can appeal.',
    other:
      'The votes go against you on **{{count}} items**. It is final on {{due}}; until then you can appeal.',
  },
  'notice.expertSign': {
    one: 'The experts agree: a verdict on **{{count}} item** waits for your signature until {{due}}. Without it nobody is paid for it.',
    other:
      'The experts agree: verdicts on **{{count}} items** wait for your signature until {{due}}. Without it nobody is paid for them.',
  },
  'notice.auditSign': {
    one: 'What an audit found stands: **{{count}} signature** of yours is awaited until {{due}}. Without it the court takes nothing back, and nobody who lost by the wrong verdict is repaid.',
    other:
      'What an audit found stands: **{{count}} signatures** of yours are awaited until {{due}}. Without them the court takes nothing back, and nobody who lost by the wrong verdict is repaid.',
  },
  'notice.workReturned':
    'Validators rejected an answer of yours in {{project}}, but no other label won. You may fix it and submit it again until {{due}}; after that it goes to others. Nothing that was settled changes.',
  'notice.appeal.upheld':
    '**Your appeal is won.** The verdict was overturned, and everybody is paid by the new one.',
  'notice.appeal.lost': 'Your appeal is lost: the verdict stands.',
  'notice.appeal.returned': 'Nobody could decide your appeal; nobody earns or loses anything on the item.',
  'notice.appeal.unclear':
    'Your appeal ended with the item unclear: nobody is wrong, and everybody who answered is paid.',
  'notice.appeal.failed':
    'The court did not take your appeal: it came too late, or the item was contested already.',
  'notice.bondBack': 'Your bond of {{bond}} {{symbol}} comes back.',
  'notice.bondLost': 'Your bond of {{bond}} {{symbol}} pays for the second look.',
  'notice.bondWon':
    'You also get {{won}} {{symbol}} of the bond of whoever contested the first round in vain.',
  'notice.appealOf.upheld':
    'An item you worked on was contested, and its verdict overturned. Everybody is paid by the new one; `receipt` shows the figures.',
  'notice.appealOf.lost': 'An item you worked on was contested, and its verdict stands.',
  'notice.appealOf.returned':
    'An item you worked on was contested, and nobody could decide it: nobody earns or loses anything on it.',
  'notice.appealOf.unclear':
    'An item you worked on was contested, and it is unclear: nobody is wrong, and everybody who answered is paid.',
  'notice.questioned': {
    one: 'The votes decide **{{count}} item** you worked on, but not surely enough. Your answer is looked at again before anybody loses anything, from {{due}} on.',
    other:
      'The votes decide **{{count}} items** you worked on, but not surely enough. Your answers are looked at again before anybody loses anything, from {{due}} on.',
  },
  'notice.toOthers': 'Other and more validators look at it, and it costs you nothing.',
  'notice.toTheExperts':
    'The experts look at it, and it costs you nothing. If they cannot say who is right, everybody is paid.',
  'notice.contested':
    'Somebody contests the votes on an item you worked on. After {{due}} other and more validators look at it; until that is final it pays nobody and takes from nobody.',
  'notice.contestedTwice':
    'Somebody contests the second round of votes on an item you worked on. After {{due}} the experts decide it; until then it pays nobody and takes from nobody.',
  'notice.ruled': 'The experts decided an item you worked on as **{{label}}**: {{excerpt}}',
  'notice.ruledUndecidable':
    'The experts say that an item you worked on cannot be decided, so nobody earns or loses anything on it: {{excerpt}}',
  'notice.ruledSilent':
    'The experts did not decide an item you worked on in time, so nobody earns or loses anything on it: {{excerpt}}',
  'notice.ruledUnclear':
    'The experts say that an item you worked on is unclear: nobody is wrong, and everybody who answered is paid: {{excerpt}}',
  'notice.ruledUnclearSilent':
    'The experts did not decide an item you worked on in time. So it counts as unclear: nobody is wrong, and everybody who answered is paid: {{excerpt}}',
  'notice.ruledWhy': 'Why: {{reason}}',
  'notice.toExperts': {
    one: '**{{count}} item** you worked on goes to the experts. They have until {{due}}; until they decide it pays nobody and takes from nobody.',
    other:
      '**{{count}} items** you worked on go to the experts. They have until {{due}}; until they decide these pay nobody and take from nobody.',
  },
  'notice.drawn': {
    one: 'You were drawn to validate **{{count}} item**. You have until {{due}}.',
    other: 'You were drawn to validate **{{count}} items**. You have until {{due}}.',
  },
  'notice.reminded': {
    one: '**{{count}} item** still waits for your vote, until {{due}}. Soon somebody else is asked too; your vote still counts.',
    other:
      '**{{count}} items** still wait for your vote, until {{due}}. Soon somebody else is asked too; your votes still count.',
  },
  'notice.transaction': 'Transaction `{{hash}}`',

  'notice.walletLinked': 'A wallet was linked to your account: `{{address}}`.',
  'notice.changeAsked': 'On {{due}} your payout wallet changes from `{{old}}` to `{{new}}`.',
  'notice.unlinkAsked': 'On {{due}} your wallet `{{address}}` is unlinked.',
  'notice.changeNotYou': 'If this was not you, tap the button below, and look who else uses your chats.',
  'notice.withdrawAsked':
    '{{amount}} {{symbol}} left your stake. They can be collected to `{{address}}`, and nowhere else, from {{date}} on.',
  'notice.moneyNotYou':
    'Was that not you? Then somebody else can sign with your wallet: move what is in it to another one.',
  'notice.sessionEnds':
    'Your session for `{{address}}` ends on {{date}}. After that your answers cannot hold stake, so they earn nothing.',
  'notice.changed': 'Your payout wallet is now `{{new}}` and no longer `{{old}}`.',
  'notice.unlinked': 'Your wallet `{{address}}` is unlinked.',
  'notice.changeCancelled': 'Your wallet stays `{{address}}`: the change was cancelled.',
  'notice.joinAsked':
    'The {{platform}} account **{{name}}** signed with your wallet `{{address}}` and asks to become one person with you.',
  'notice.joinNotYou': 'Say yes only if that account is yours.',
  'notice.joined': 'Your accounts with the wallet `{{address}}` are now one person.',
  'notice.joinRefused': 'The account with the wallet `{{address}}` did not agree to be joined with yours.',

  'simulate.title': 'What to expect of {{project}}',
  'simulate.subtitle': {
    one: '{{people}} people, {{items}} items, {{count}} run of each setting',
    other: '{{people}} people, {{items}} items, {{count}} runs of each setting',
  },
  'simulate.setting': 'Setting',
  'simulate.exactly': { one: '{{count}} answer', other: '{{count}} answers' },
  'simulate.peers': { one: 'peers, {{count}} vote', other: 'peers, {{count}} votes' },
  'simulate.between': '{{redundancy}} to {{most}} answers',
  'simulate.share': '{{numerator}}/{{denominator}} decide',
  'simulate.adaptive': 'adaptive',
  'simulate.figure.accuracy': 'Right labels',
  'simulate.figure.tokens': '{{symbol}}',
  'simulate.figure.tokensPerItem': '{{symbol}} an item',
  'simulate.figure.answersPerItem': 'Answers an item',
  'simulate.figure.days': 'Days',
  'simulate.figure.toExperts': 'Left to experts',
  'simulate.figure.honestSlashed': 'Honest answers that lose stake',
  'simulate.namedTitle': 'Of the people of each kind, the health report names',
  'simulate.kind.honest': 'honest',
  'simulate.kind.dropOut': 'drop-outs',
  'simulate.kind.sleeper': 'sleepers',
  'simulate.kind.spammer': 'spammers',
  'simulate.kind.colluder': 'colluders',
  'simulate.interval': '19 of 20 projects like this end between the numbers of the second line.',
  'simulate.unfinished':
    'Up to {{share}} of the items could not be finished: there were not enough people for them.',
  'simulate.unbeaten': 'No other setting is both cheaper and more accurate than: {{settings}}.',
  'simulate.cutShort': {
    one: 'The time was up after {{count}} of {{wanted}} runs. Allow more with --seconds.',
    other: 'The time was up after {{count}} of {{wanted}} runs. Allow more with --seconds.',
  },
  'simulate.legend.unbeaten': 'no other setting is both cheaper and more accurate',
  'simulate.legend.beaten': 'another setting is cheaper or more accurate, and no worse in the other',
  'simulate.legend.interval': '19 of 20 projects like this end between',

  'error.incident':
    'Something went wrong on our side, and nothing of yours is lost. If it happens again, report number {{incident}}.',
} as const

/** Every ErrorCode must be worded: the compiler checks it below. */
export const enErrors = {
  'action.foreign': 'This button belongs to somebody else. Send `task` to get your own item.',
  'action.stale': 'This button is too old. Send `task` to go on.',
  'command.unknown': 'There is no command "{{name}}". Send `help` to see what you can do.',
  'command.forbidden': 'Only {{role}} can do this. Ask the people who run this community.',
  'command.missingArgument': 'The argument "{{argument}}" is missing. Write: `{{usage}}`',
  'command.tooFast': 'That was a bit fast. Try again in {{seconds}} s.',
  'command.startFirst': 'Send `start` first: it takes a minute.',
  'command.noChoice': '"{{text}}" is none of the choices. Tap a button, or type its number or its words.',
  'locale.unknown': 'We do not speak "{{locale}}" yet. Choose one of: {{available}}.',
  'project.unknown': 'There is no project "{{project}}".',
  'project.invalid': 'The project file cannot be used: {{problems}}',
  'project.exists': 'A project "{{project}}" exists already. Choose another name.',
  'project.notActive': 'The project "{{project}}" is {{state}}, so it hands out no items.',
  'project.wrongState': 'The project "{{project}}" is {{state}}; this works only when it is {{wanted}}.',
  'project.none': 'There is no project yet. A moderator can create one with `project create`.',
  'import.unreadable': 'The file "{{file}}" cannot be read: {{reason}}',
  'import.unknownFormat': 'The file "{{file}}" has a format we do not know. Use .jsonl, .csv or .tsv.',
  'import.empty': 'The file "{{file}}" has no rows.',
  'export.unwritable': 'The file "{{file}}" cannot be written: {{reason}}',
  'appeal.closed': 'This can no longer be contested.',
  'appeal.already': 'Somebody contests this verdict already.',
  'appeal.none': 'There is no such verdict. Send `appeal` to see those you can contest.',
  'breaker.none': 'There is no such number. `breaker list {{project}}` shows what is held back.',
  'breaker.why':
    'Say why: `breaker resume {{project}} {{number}}` and a few words. They are kept with your name.',
  'finding.closed': 'This finding can no longer be contested.',
  'finding.none': 'There is no such finding. Send `finding` to see those you can contest.',
  'appeal.ownWallet': 'Your own wallet signs an appeal. Send `appeal` and choose it there.',
  'expert.closed': 'This item is decided already. Send `expert` for the next one.',
  'expert.tookPart': 'You took part in this item, so others rule on it. Send `expert` for the next one.',
  'expert.notUnclear':
    'This item cannot be unclear: it is settled already, or somebody says that an answer to it is not theirs. Choose a label, or that it cannot be decided.',
  'expert.noChoice': 'Send `expert` and choose a label first.',
  'validator.hasSeat': 'You hold a seat already. `validator status` shows it.',
  'expert.nothingToSign':
    'No verdict and no finding waits for your signature. You get a notice when one does.',
  'validator.nothingDrawn':
    'You are not asked for a vote right now. You get a notice when you are drawn; `task` gives you items to label.',
  'group.notHere': 'Say this in the group, topic or thread itself.',
  'group.mayNotPost': 'I may not write here. Let me send messages here first, then say it again.',
  'group.notPeers': 'Nobody votes in {{project}}: only projects with the protocol `peers` have disputes.',
  'group.content': 'Not everybody takes the content of {{project}}, so it is not shown to a group.',
  'group.notConnected': 'Nothing is put to the vote here.',
  'group.over': 'The vote on this item is over.',
  'group.notDrawn': 'You were not drawn for this item. Others vote on it.',
  'group.tookPart': 'You took part in this item before, so others vote on it now.',
  'group.reserve': 'You are in reserve for this item. You are told when somebody cannot vote.',
  'group.gaveUp': 'Somebody else was asked in your place.',
  'group.voted': 'You voted on this item already. The signed receipt: `receipt {{receipt}}`',
  'validator.notDrawn': 'You were not drawn for this item. If you cannot tell, say so with the other button.',
  'validator.badHours': '"{{given}}" are no hours. Write for example `8-22 +2`, or `always`.',
  'task.none': 'There is nothing left for you to label. Thank you! Send `task` later to look again.',
  'task.unsuited':
    'What is open asks for a language, content or skills that are not yours. Send `preferences` to see and change what you are given.',
  'task.waiting':
    'Everything open is with other people right now. Send `task` again in about {{minutes}} min.',
  'task.closed': 'This item is closed already. Send `task` to get the next one.',
  'task.unknownLabel': '"{{label}}" is not a label here. Choose one of: {{labels}}.',
  'stake.tooLow':
    'An answer holds a stake of {{needed}} tokens, and {{available}} of yours are free. Wait until open items are settled.',
  'session.over':
    'Your limits for labeling have ended, so an answer could hold no stake and would earn nothing. Set new ones with `session`.',
  'session.tooSmall':
    'An answer here holds {{needed}} tokens, and your limits allow {{limit}} for one. Set new ones with `session`.',
  'wallet.required': 'You need a linked wallet with a stake before you can label here.',
  'wallet.notSetUp': 'Linking wallets is not set up here. Ask the people who run this community.',
  'wallet.tooOften': 'You have begun very often. Wait {{minutes}} min and try again.',
  'wallet.queueFull':
    'Too many people are linking right now. Try again in some minutes, or link in a browser.',
  'wallet.over': 'This is over. Send `wallet` to begin again.',
  'wallet.alreadyLinked': '{{address}} is your linked wallet already.',
  'wallet.taken': 'Another account has just linked this wallet. Send `wallet` to begin again.',
  'wallet.notLinked': 'You have no linked wallet. Send `wallet` to link one.',
  'wallet.itemsOpen':
    'You have {{count}} open items. Your wallet can change once they are settled: finish or skip what you hold, and wait for the rest.',
  'wallet.changePending': 'A change of your wallet is under way already. Send `wallet` to see it.',
  'wallet.noChange': 'There is no change of your wallet to cancel.',
  'wallet.badPhrase': 'A safety phrase has {{least}} to {{most}} characters.',
  'wallet.badSignature': 'This is no valid signature of the message. Try again, or use another wallet.',
  'wallet.wrongAccount':
    'The message was signed by {{signer}}, not by {{wanted}}. Choose one account in your wallet and try again.',
  'wallet.badAddress': 'This is no address of a wallet.',
  'wallet.twoWallets':
    'Both accounts have a wallet. Unlink one of them first; that takes effect after the usual delay.',
  'wallet.otherAddress':
    'You linked {{wanted}}, and this is {{given}}. Choose the linked account in your wallet and try again.',
  'wallet.refusedWish': 'The ledger did not take it; your chat says why. Nothing of yours was moved.',
  'money.noWallet': 'You have no wallet here yet. Send `wallet` to link one.',
  'money.settling':
    'What you signed before is still settling. Wait until the chain has it: nothing is sent twice.',
  'money.badAmount':
    '"{{given}}" is no amount we can use. Write a number of tokens, with at most three digits behind the point: 12.5',
  'money.badSession':
    'These limits cannot be set. Amounts are hundredths of a token at the finest, days are 1 to {{most}}: session 20 1 30',
  'resubmit.over': 'This item does not wait for you any more. Send `task` for another one.',
  'resubmit.busy': 'You hold another item. Answer it first: send `task`.',
  'mywork.noSuch': 'Send `mywork` and a number from 1 to {{count}}.',
  'receiptFile.noVote':
    'You have no vote with the receipt {{code}}. The code stands below the answer that it is for.',
  'receiptFile.unreadable': 'The file "{{file}}" cannot be read: {{reason}}',
  'receiptFile.invalid': 'The file "{{file}}" holds no receipt: {{problems}}',
  'receiptFile.elsewhere': 'The receipt is of ledger {{stated}}, but this is {{expected}}.',
  'receipt.none': 'None of your answers is on the ledger yet. Answers go there in batches.',
  'verify.badReference':
    '"{{given}}" names no item. Write batch and item with a point between them, as `receipt` shows them: verify 12.3',
  'verify.noItem': 'There is no item {{item}} in batch {{batch}}.',
  'money.noSession': 'There is no session to end.',
  'money.tooEarly': 'It can be collected on {{due}} UTC.',
  'money.tokensTooLow': 'Your wallet {{address}} has {{available}} {{symbol}}, and {{needed}} are needed.',
  'money.ownTooLow':
    '{{available}} {{symbol}} can be withdrawn, and you asked for {{needed}}. What open answers hold becomes free when they are settled.',
  'wallet.joinOver': 'This request is answered or too old.',
  'person.unknown':
    'Nobody here is called "{{person}}". Use a name, or the beginning of a pseudonym such as p-3f0c2a, from `people list`.',
  'person.ambiguous':
    '"{{person}}" may be one of {{count}} people. Write more of the pseudonym; `people list` shows it.',
  'person.sameName':
    '{{count}} people are called "{{person}}". Use the platform and the id there, such as telegram:123456.',
  'skill.unknown': 'The project does not ask for "{{given}}". The skills it asks for: {{skills}}.',
  'preference.unknown': 'No project has "{{given}}" right now. Send `preferences` to see what there is.',
  'cluster.samePerson': 'This is one person already.',
  'cluster.none': '{{person}} counts for themselves already.',
  'rank.unknown': '"{{given}}" is no rank. Choose one of: {{ranks}}.',
  'practice.none': 'There is nothing to practise in the project "{{project}}". Send `task` to begin.',
  'practice.needed':
    'Before you are given items of {{project}} you practise on some whose answer is known, until {{right}} of the latest {{items}} are right. You are told why each time, and nothing is at stake.',
  'gold.unknownItem':
    'The project "{{project}}" has no item "{{item}}". Use the id from the imported file, as `gold list` shows it.',
  'gold.notProposed':
    'The item "{{item}}" is not waiting to be confirmed. To state its answer, use `gold add`.',
  'gold.notGold': 'The item "{{item}}" is not gold.',
  'gold.noObjection': 'There is no known answer here that you could object to any more.',
  'gold.unknownReason': '"{{given}}" is no reason to retire gold. Choose one of: {{reasons}}.',
  'link.badCode': 'This code is wrong or too old. Send `link` on your other platform to get a new one.',
  'link.sameAccount': 'These two are linked already.',
  'attachment.tooLarge': 'The file is larger than {{megabytes}} MB. Split it and send the parts one by one.',
  'attachment.unavailable': 'The file "{{file}}" could not be fetched. Send it again.',
  'attachment.noCommand':
    'Send the file together with what to do with it, as its caption: `/project import <project>` or `/project create`',
  'discord.unauthorized':
    'Discord refuses the bot token. Reset it on the Bot page of the developer portal and set DISCORD_TOKEN again.',
  'discord.unreachable':
    'Discord at {{url}} does not answer: {{reason}}. Check DISCORD_API_URL and the network.',
  'telegram.unauthorized': 'Telegram refuses the bot token. Copy TELEGRAM_TOKEN from @BotFather again.',
  'telegram.unreachable':
    'Telegram at {{url}} does not answer: {{reason}}. Check TELEGRAM_API_URL and the network.',
  'telegram.portTaken': 'Port {{port}} is taken. Set TELEGRAM_WEBHOOK_PORT to another one.',
  'chain.unreachable':
    'The chain at {{url}} does not answer: {{reason}}. Check RPC_URL and that the node is running.',
  'chain.noEndpoint': 'No chain is running here. Name its endpoint with --rpc, or set RPC_URL.',
  'chain.noAddresses':
    'There is no file {{file}} with the addresses of the contracts. Name it with --addresses.',
  'chain.badAddresses': 'The file {{file}} does not name the contracts: {{problems}}',
  'chain.toolMissing': 'The program "{{tool}}" is missing. Run `npm ci` in the project folder.',
  'operator.refused': 'The operator does not sign: {{reason}} ({{detail}}). docs/operators.md explains why.',
  'operator.noDeployment': 'The file {{file}} does not name the contracts: {{problems}}',
  'chain.wrong': 'The endpoint serves chain {{chain}}, not {{wanted}}.',
  'deploy.badTerms': 'The terms in {{file}} cannot be used: {{problems}}',
  'deploy.stepFailed':
    'The step {{step}} was refused: {{reason}}. Mend the cause, then run the command again: it goes on from there.',
  'deploy.otherTerms':
    'The deployment in {{file}} was begun with other terms, another key or other contracts. Go on with those, or move the file away to begin another one.',
  'deploy.noBuild': 'The contracts cannot be compiled: {{reason}}',
  'deploy.needsAudit':
    'Nothing is deployed to mainnet without an audit by somebody else. When you have one, add --i-have-an-audit. The checklist is in docs/deploying.md.',
  'deploy.needsRehearsal':
    'Nothing is deployed to mainnet that was not rehearsed on Sepolia first. {{file}}: {{problem}}.',
  'key.none': 'There is no key. Name a keystore with --keystore, or set {{variable}}.',
  'key.public': 'This is a publicly known test key: whatever it holds is gone at once. Use one of your own.',
  'key.noPassword': 'The keystore needs its password. Set {{variable}}, or run the command in a terminal.',
  'key.unreadable': 'The keystore {{file}} cannot be opened: {{reason}}',
  'key.exists': 'There is a file {{file}} already; it is left as it is.',
  'operators.tooFew':
    'Only {{signed}} of the {{needed}} operators that must sign did. Start the others. {{refusals}}',
  'config.invalid': 'The configuration cannot be used: {{problems}}. See .env.example.',
  'database.unreachable': 'The database {{url}} cannot be opened: {{reason}}. Check DATABASE_URL.',
  'data.inUse': 'Another Tagora is running on {{folder}}. Stop it first, or set DATA_DIR to another folder.',
  'demo.foreignFolder':
    'The folder {{folder}} holds something else than a demo, so it is not emptied. Choose another with --data-dir.',
  'platform.badToken': '{{platform}} refuses the token. Put a new one into {{variable}}.',
  'platform.unreachable': '{{platform}} does not answer: {{reason}}. Check the network.',
  'chain.failedTransactions':
    '{{count}} transactions were refused by the contracts, and what waits for them is held back. The first: {{reason}}. Mend the cause, then run `tagora transactions retry`.',
  'operator.portTaken': 'Port {{port}} is taken. Choose another one with --port.',
  'link.portTaken': 'Port {{port}} is taken. Set LINK_PORT to another one.',
  'ledger.insufficient':
    'Project {{project}} has {{available}} tokens that are not reserved; this batch needs {{requested}}. Fund the project.',
  'ledger.unknownProject': 'The ledger has no project {{project}}.',
  'simulate.tooMany': 'These lists make {{count}} settings; at most {{most}} are compared at once.',
  'simulate.tooLarge':
    'So many items may take {{answers}} answers; at most {{most}} fit into memory. Take fewer items, or a smaller maximum.',
  'simulate.tooLong':
    'Not even one run of each setting ends within {{seconds}} s. Take fewer items or settings, or allow more with --seconds.',
  'simulate.badPeople': 'Spammers, colluders, sleepers and drop-outs are more than everybody together.',
  'simulate.badLabels':
    'Give --label-shares one share for each of the {{count}} labels; together they are 1.',
  'simulate.tooAccurate':
    'With {{hard}} of the items hard, people cannot be right more often than {{most}}; {{accuracy}} needs fewer hard items (--hard).',
  'verify.amount': '{{event}} of {{who}}: the chain says {{stated}} tokens, the rules give {{computed}}.',
  'verify.batchNumber': 'Batch {{batch}} was locked where batch {{expected}} was next.',
  'verify.callMissing':
    'Batch {{batch}}: the arguments of {{call}} are not in its transaction, and the node cannot trace it, so the batch cannot be checked. Use a node that answers debug_traceTransaction.',
  'verify.inner': 'Batch {{batch}}: the proposal names other labels, annotators or items than the lock.',
  'verify.secret': 'Batch {{batch}}: the secret of the proposal is not the one that the lock committed to.',
  'verify.seed':
    'Batch {{batch}}: the seed of the draw does not follow from the secret and the hash of its block.',
  'verify.seat': 'Seat {{seat}} was taken where seat {{expected}} was next.',
  'verify.terms':
    'Batch {{batch}}: the lock gives account {{account}} the term {{stated}}, the rules give {{computed}} (0: skipped, else record class plus one).',
  'verify.lockEvent':
    'Batch {{batch}}: its event names another project, labels or secret than the call that locked it.',
  'verify.unreserved': 'Batch {{batch}} was locked though project {{project}} could not pay for it.',
  'verify.deadline': '{{event}} of {{who}}: the chain says second {{stated}}, the rules give {{computed}}.',
  'verify.untimely':
    '{{event}} of {{who}} happened at {{at}}; the rules allow it from {{from}} to {{until}}.',
  'verify.openItem':
    'Batch {{batch}}, item {{item}}: the chain says {{stated}}, draw and votes give {{computed}}.',
  'verify.ruling':
    'Batch {{batch}}, item {{item}}: the chain says that it ended {{stated}}, which it cannot; without a verdict it ends {{computed}}.',
  'verify.signatures':
    'Batch {{batch}}: {{call}} carries {{valid}} valid signatures of operators; {{threshold}} are needed.',
  'verify.operators': 'Batch {{batch}}: {{call}} names other operators than the registry.',
  'verify.word': '{{what}}: the chain keeps {{field}} = {{stated}}, the rules give {{computed}}.',
  'verify.insolvent': 'The ledger owes {{owed}} tokens and holds only {{held}}.',
  'verify.total': 'The ledger counts {{counted}} tokens as its own, what it owes adds up to {{owed}}.',
  'verify.dataMissing': 'Batch {{batch}}: its data are not published.',
  'verify.dataInvalid': 'Batch {{batch}}: its published data cannot be read: {{problems}}',
  'verify.dataForeign':
    'Batch {{batch}}: its published data are of another {{field}} ({{stated}}, not {{expected}}).',
  'verify.dataCount': 'Batch {{batch}}: {{stated}} labels are published, {{expected}} were locked.',
  'verify.dataAnnotator':
    'Batch {{batch}}, item {{item}}: published as a label of account {{stated}}; the stake of account {{expected}} was locked for it.',
  'verify.dataRoot':
    'Batch {{batch}}: the published labels are not those that were locked (their Merkle root is another).',
  'verify.dataLate': 'Batch {{batch}}, item {{item}}: published as sent after its batch was locked.',
  'verify.receiptSignature':
    'Batch {{batch}}, item {{item}}: the receipt of account {{account}} is not signed by operator {{operator}}.',
  'verify.receiptTwice': 'Batch {{batch}}, item {{item}}: account {{account}} has two receipts.',
  'verify.receiptStranger':
    'Batch {{batch}}, item {{item}}: account {{account}} has a receipt but no seat that was drawn and counts.',
  'verify.receiptVote':
    'Batch {{batch}}, item {{item}}: account {{account}} has a receipt for {{receipt}}, the proposal says {{proposed}}.',
  'verify.voteWithoutReceipt':
    'Batch {{batch}}, item {{item}}: the vote of account {{account}} has no receipt.',
  'verify.unknownBatch': '{{event}} of batch {{batch}}, of which no earlier step is known.',
  'web.portTaken': 'Port {{port}} is taken. Set WEB_PORT to another one.',
  'web.badRequest': 'This request cannot be understood: {{problem}}',
  'web.foreignOrigin': 'Requests from other sites are refused. Open the chat at its own address.',
  'web.unknownPerson': 'There is no person "{{person}}". Add them first.',
  'web.unknownAddress': 'There is nothing at this address.',
  'web.fileTooLarge': 'The file is larger than {{megabytes}} MB. Split it and send the parts one by one.',
  'web.unavailable': 'The chat cannot answer right now, and nothing of yours is lost. Try again.',
} as const satisfies Record<ErrorCode, string>
