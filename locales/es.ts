import type { ErrorMessages, Messages } from './messages.ts'

/** Spanish. */
export const es = {
  'start.language': '¡Te damos la bienvenida a Tagora! ¿En qué idioma hablamos?',
  'start.consentTitle': 'Antes de empezar',
  'start.consent':
    'Etiquetas elementos para equipos de IA y cobras en {{symbol}}. Otras personas etiquetan los mismos elementos sin ver tus respuestas; cuenta lo que decide la mayoría.',
  'start.consentData':
    'Guardamos tu identificador de la plataforma, tus respuestas y su hora. Los datos se exportan con un seudónimo, nunca con tu nombre.',
  'start.consentStake':
    'Cada respuesta retiene un pequeño depósito hasta que el elemento se decide. Si dos tercios de las personas no coinciden contigo, una parte pasa a ellas; si no, vuelve entero.',
  'start.agree': 'Acepto',
  'start.guideline': 'Cómo etiquetar: {{project}}',
  'start.good': '**Bien:** {{label}} – {{why}}',
  'start.poor': '**Mal:** {{label}} – {{why}}',
  'start.wallet': 'Tu monedero `{{address}}` tiene {{stake}} {{symbol}} como depósito.',
  'start.demoWallet':
    'Tu monedero de prueba `{{address}}` tiene un depósito de prueba de {{stake}} {{symbol}}.',
  'start.ready': 'Eso es todo. ¿Vamos con tu primer elemento?',
  'start.begin': 'Empezar a etiquetar',
  'start.practice':
    'Antes de tu primer elemento practicas con algunos de respuesta conocida. Cada vez se te dice por qué y no hay nada en juego.',
  'start.noProject': 'Ahora mismo no hay ningún proyecto. Envía `task` más tarde; tendremos algo para ti.',

  'guideline.summary': '{{summary}}',
  'guideline.label': '**{{label}}**: {{definition}}',

  'task.question': '{{question}}',
  'task.again': 'Mirar otra vez',
  'task.progress': '{{project}} · recompensa {{reward}} {{symbol}}',
  'task.saved': 'Guardado: {{label}}.',
  'task.receipt': 'El recibo firmado de este voto: `receipt {{code}}`.',
  'task.savedLate':
    'Guardado: {{label}}. Llegó fuera de plazo, pero el elemento seguía abierto, así que cuenta.',
  'task.keptLate':
    'Tu respuesta {{label}} llegó fuera de plazo y el elemento ya tenía suficientes respuestas. Queda guardada, sin pago.',
  'task.skipped': 'Omitido. No pierdes ni cobras nada.',
  'task.skip': 'No sabría decir',
  'task.skipWhy': '¿Por qué no sabrías decirlo?',
  'task.skip.unclear': 'No está claro',
  'task.skip.language': 'Está en otro idioma',
  'task.skip.offensive': 'No quiero ver esto',
  'task.skip.broken': 'Está roto o vacío',
  'task.back': 'Volver al elemento',
  'task.guideline': 'Guía',
  'task.minutes': {
    one: 'Tienes {{count}} minuto para este elemento.',
    many: 'Tienes {{count}} de minutos para este elemento.',
    other: 'Tienes {{count}} minutos para este elemento.',
  },
  'task.hours': {
    one: 'Tienes {{count}} hora para este elemento.',
    many: 'Tienes {{count}} de horas para este elemento.',
    other: 'Tienes {{count}} horas para este elemento.',
  },

  'validate.progress':
    'Validación {{position}} de {{total}} · {{project}} · recompensa {{reward}} {{symbol}} · etiquétalo por tu cuenta: nadie ve lo que dicen los demás',
  'recuse.button': 'Yo no',
  'recuse.why': '¿Por qué debería juzgarlo otra persona?',
  'recuse.free': {
    one: 'Se sortea a otra persona y no pierdes nada. {{count}} vez en 30 días es gratis.',
    many: 'Se sortea a otra persona y no pierdes nada. {{count}} de veces en 30 días son gratis.',
    other: 'Se sortea a otra persona y no pierdes nada. {{count}} veces en 30 días son gratis.',
  },
  'recuse.conscience': 'Mi conciencia',
  'recuse.sensitive': 'Me toca demasiado de cerca',
  'recuse.author': 'Sé quién lo escribió o etiquetó',
  'recuse.done': {
    one: 'Lo juzga otra persona. Te queda {{count}} gratis este mes.',
    many: 'Lo juzga otra persona. Te quedan {{count}} gratis este mes.',
    other: 'Lo juzga otra persona. Te quedan {{count}} gratis este mes.',
  },
  'recuse.paused':
    'Lo juzga otra persona. Son más veces de las gratuitas, así que no se te sortea hasta que envíes `validator on`.',
  'validator.title': 'Tú como validador',
  'validator.seat': 'Tienes un asiento. Depositaste en él {{stake}} {{symbol}}.',
  'validator.noSeat': 'Aún no tienes asiento, así que no se te sortea. Envía `validator join`.',
  'validator.isOn': 'Se te puede sortear a cualquier hora.',
  'validator.isOnFor':
    'Se te pregunta entre las {{from}} y las {{to}} ({{zone}}); más tarde, solo si no queda nadie más.',
  'validator.isOff': 'Ahora mismo no se te sortea.',
  'validator.given': {
    one: '{{count}} voto dado',
    many: '{{count}} de votos dados',
    other: '{{count}} votos dados',
  },
  'validator.missed': {
    one: '{{count}} sin responder',
    many: '{{count}} sin responder',
    other: '{{count}} sin responder',
  },
  'validator.open': {
    one: '{{count}} elemento te espera',
    many: '{{count}} de elementos te esperan',
    other: '{{count}} elementos te esperan',
  },
  'validator.money': 'ganado con votos: {{earned}} {{symbol}}; retirado del asiento: {{lost}} {{symbol}}',
  'validator.begin': 'Empezar a validar',
  'validator.goOn': 'Volver al sorteo',
  'validator.goOff': 'No sortearme',
  'validator.practise': 'Practicar',
  'validator.joinTitle': 'Qué hace un validador',
  'validator.expectBlind':
    'Sales por sorteo y etiquetas un elemento por tu cuenta. No ves la primera respuesta ni lo que dicen los demás.',
  'validator.expectTime':
    'Tienes el tiempo que da el proyecto. Se te recuerda una vez; a la mitad se pregunta también a otra persona.',
  'validator.expectStake':
    'Un asiento guarda un depósito de al menos {{stake}} {{symbol}}. Un voto con el veredicto gana; uno en contra cuesta una parte del depósito; no votar no cuesta nada.',
  'validator.expectRecuse': {
    one: 'Si no sabes o no debes juzgar, dilo. {{count}} vez en {{days}} días puedes ceder un elemento por motivos tuyos.',
    many: 'Si no sabes o no debes juzgar, dilo. {{count}} de veces en {{days}} días puedes ceder un elemento por motivos tuyos.',
    other:
      'Si no sabes o no debes juzgar, dilo. {{count}} veces en {{days}} días puedes ceder un elemento por motivos tuyos.',
  },
  'validator.seatComes': 'En esta cadena local tu asiento llega solo, en segundos.',
  'validator.takeSeat':
    'Toma un asiento con tu cartera vinculada: toca el botón o envía `validator seat`. Su depósito sale de lo que depositaste. Entras en el sorteo desde el próximo lote.',
  'validator.take': 'Tomar un asiento',

  'practice.begin': 'Practicar',
  'practice.title': 'Práctica: {{project}}',
  'practice.progress':
    '{{right}} de los últimos {{of}} correctos; con {{wanted}} empiezas. Aquí no se paga ni se arriesga nada.',
  'practice.right': '**Correcto:** es {{label}}.',
  'practice.wrong': '**No del todo:** es {{label}}.',
  'practice.why': '{{why}}',
  'practice.next': 'Siguiente',
  'practice.passed':
    'Muy bien: ya puedes trabajar en {{project}}. Desde aquí tus respuestas cuentan y se pagan.',

  'lesson.title': '¿{{truth}} o {{given}}?',
  'lesson.intro':
    'Algo de lo que llamaste {{given}} resultó ser {{truth}}, en varias respuestas. Un minuto con estos ejemplos ayuda; no pierdes nada.',
  'lesson.known': '**Correcto:** {{label}}. Mucha gente se equivoca aquí.',
  'lesson.knownWhy': '**Correcto:** {{label}} – {{why}}',
  'lesson.goOn': 'Siguiente elemento',
  'expert.verdict.accepted': 'elemento {{reference}}: la primera respuesta se acepta',
  'expert.verdict.rejected': 'elemento {{reference}}: la primera respuesta se rechaza',
  'expert.verdict.unclear': 'elemento {{reference}}: dudoso, nadie se equivoca y todas las personas cobran',
  'expert.verdict.void': 'elemento {{reference}}: no se puede decidir, todos los depósitos vuelven',
  'expert.finding.annotator':
    'Quien dio la primera respuesta cobró por ella, y es incorrecta (`draw` {{draw}} en el mensaje).',
  'expert.finding.accepted':
    'El validador en el puesto {{draw}} del sorteo cobró por confirmar la primera respuesta, que es incorrecta.',
  'expert.finding.rejected':
    'El validador en el puesto {{draw}} del sorteo cobró por rechazar la primera respuesta, que es correcta.',
  'expert.signNext': 'Firma siguiente',
  'appeal.title': 'Votos contra tus respuestas, aún no definitivos',
  'appeal.empty': 'Ahora mismo no hay ningún veredicto en tu contra que puedas recurrir.',
  'appeal.verdict.accepted': '**{{number}}.** Votaste {{label}}; los votos confirman otra respuesta.',
  'appeal.verdict.rejected':
    '**{{number}}.** Dijiste {{label}}; los votos están en contra de la primera respuesta.',
  'appeal.votes':
    '{{approve}} a favor de la primera respuesta, {{reject}} en contra, {{unsure}} sin tomar partido',
  'appeal.risk': 'Si queda así pierdes {{amount}} {{symbol}}.',
  'appeal.until': 'Puedes recurrir hasta el {{due}}, con una fianza de {{bond}} {{symbol}}.',
  'appeal.contested': 'Ya está recurrido; otras personas lo miran.',
  'appeal.firstFree': 'Tu primer recurso es gratis: la fianza vuelve pase lo que pase.',
  'appeal.bondRule': 'La fianza vuelve si tienes razón o si nadie decide. En la segunda ronda se duplica.',
  'appeal.button': 'Recurrir {{number}}',
  'appeal.see': 'Verlos',
  'appeal.why': '¿Por qué deberían mirarlo otra vez?',
  'appeal.words': {
    one: 'O envía `appeal {{number}}` y tus palabras, como mucho {{count}} carácter.',
    many: 'O envía `appeal {{number}}` y tus palabras, como mucho {{count}} de caracteres.',
    other: 'O envía `appeal {{number}}` y tus palabras, como mucho {{count}} caracteres.',
  },
  'appeal.reason.guideline': 'Lo dice la guía',
  'appeal.reason.context': 'Hace falta conocer la materia',
  'appeal.reason.otherwise': 'A los votos se les escapa algo',
  'appeal.back': 'Volver',
  'appeal.filed': '**Tu recurso va camino del tribunal.**',
  'appeal.signs':
    'Tu cartera firma este recurso; nosotros lo enviamos al tribunal y pagamos el gas. Nada se recurre antes de que firmes.',
  'appeal.review': 'Ver qué firmo',
  'appeal.held': '{{bond}} {{symbol}} de tu depósito quedan retenidos hasta que se decida.',
  'appeal.heldFree':
    '{{bond}} {{symbol}} de tu depósito quedan retenidos hasta que se decida y vuelven pase lo que pase: tu primer recurso es gratis.',
  'appeal.toPanel': 'Otros validadores, y más, etiquetan el elemento sin ver lo que se dijo antes.',
  'appeal.toExperts': 'Lo deciden personas expertas, que leen tu motivo.',
  'appeal.told': 'Tú y quienes participaron recibís un aviso con el resultado.',
  'finding.title': 'Lo que las personas expertas hallaron en contra de tus respuestas',
  'finding.empty': 'Ahora no hay ningún hallazgo en tu contra que puedas impugnar.',
  'finding.said': '**{{number}}.** Dijiste {{label}}; las personas expertas dicen {{right}}: {{why}}',
  'finding.loses':
    'Si queda así, se retira lo que ganaste con ello, más lo que cuesta una respuesta equivocada.',
  'finding.reputation': 'Si queda así, cuenta para tu reputación; no te quita dinero.',
  'finding.until': 'Puedes impugnarlo hasta el {{due}}; es gratis.',
  'finding.rule':
    'Si impugnas un hallazgo, las personas expertas vuelven a mirar y leen tu motivo. Antes no pasa nada.',
  'finding.button': 'Impugnar {{number}}',
  'finding.words': {
    one: 'O envía `finding {{number}}` y tus palabras, como mucho {{count}} carácter.',
    many: 'O envía `finding {{number}}` y tus palabras, como mucho {{count}} de caracteres.',
    other: 'O envía `finding {{number}}` y tus palabras, como mucho {{count}} caracteres.',
  },
  'finding.reason.guideline': 'Lo dice la guía',
  'finding.reason.context': 'Hace falta conocer la materia',
  'finding.reason.otherwise': 'A las personas expertas se les escapa algo',
  'finding.contested':
    '**Las personas expertas lo miran otra vez** y leen tu motivo. Te diremos qué resulta; antes no pasa nada.',
  'audit.blind':
    'Una auditoría: lo que se decidió, y quién dijo qué, queda oculto para que juzgues por tu cuenta.',
  'audit.contested': 'Se impugna un hallazgo anterior: {{reason}}',
  'audit.title': 'Auditorías de {{project}}: {{share}} de los elementos liquidados',
  'audit.none': 'Todavía no se ha auditado ningún elemento.',
  'audit.count.open': {
    one: '{{count}} en curso',
    many: '{{count}} en curso',
    other: '{{count}} en curso',
  },
  'audit.count.upheld': {
    one: '{{count}} confirmó la decisión',
    many: '{{count}} confirmaron la decisión',
    other: '{{count}} confirmaron la decisión',
  },
  'audit.count.corrected': {
    one: '{{count}} halló errónea la decisión',
    many: '{{count}} hallaron errónea la decisión',
    other: '{{count}} hallaron errónea la decisión',
  },
  'audit.count.dropped': {
    one: '{{count}} hallazgo retirado tras impugnarse',
    many: '{{count}} de hallazgos retirados tras impugnarse',
    other: '{{count}} hallazgos retirados tras impugnarse',
  },
  'audit.count.undecided': {
    one: '{{count}} sin respuesta: no se puede decidir',
    many: '{{count}} sin respuesta: no se pueden decidir',
    other: '{{count}} sin respuesta: no se pueden decidir',
  },
  'audit.count.silent': {
    one: '{{count}} en que no coincidieron a tiempo bastantes personas expertas',
    many: '{{count}} en que no coincidieron a tiempo bastantes personas expertas',
    other: '{{count}} en que no coincidieron a tiempo bastantes personas expertas',
  },
  'audit.draw': 'Lote {{batch}}, por el hash del bloque {{block}}, elementos: {{items}}. Semilla:',
  'breaker.title': 'Rechazos retenidos en {{project}}',
  'breaker.empty': 'En {{project}} no hay nada retenido.',
  'breaker.project':
    '**{{number}}.** Todas las personas: se rechazaron {{rejected}} de {{total}} respuestas.',
  'breaker.person': '**{{number}}.** {{name}}: se rechazaron {{rejected}} de {{total}} respuestas.',
  'breaker.since': 'desde el {{at}}',
  'breaker.holds': {
    one: '{{count}} respuesta retenida; sin ti la miran otras personas el {{due}}',
    many: '{{count}} de respuestas retenidas; sin ti otras personas miran las primeras el {{due}}',
    other: '{{count}} respuestas retenidas; sin ti otras personas miran las primeras el {{due}}',
  },
  'breaker.holdsNothing': 'ahora no hay nada retenido',
  'breaker.audits':
    'personas expertas: {{asked}} consultadas, {{upheld}} rechazadas también, {{wrong}} dadas por buenas, {{open}} por mirar',
  'breaker.doubted': 'las personas expertas están en contra: solo tú lo liberas',
  'breaker.how':
    'Para liberarlos: `breaker resume {{project}} 1` y el porqué, con tus palabras. Entonces se toman depósitos según los votos.',
  'breaker.audit': 'Preguntar por más de {{number}}',
  'breaker.asked': {
    one: 'Se pregunta a las personas expertas por {{count}} respuesta más.',
    many: 'Se pregunta a las personas expertas por {{count}} de respuestas más.',
    other: 'Se pregunta a las personas expertas por {{count}} respuestas más.',
  },
  'breaker.nothingToAsk': 'No hay nada más que preguntar a las personas expertas.',
  'breaker.resumed': {
    one: 'Los votos sobre {{count}} respuesta van al libro.',
    many: 'Los votos sobre {{count}} de respuestas van al libro.',
    other: 'Los votos sobre {{count}} respuestas van al libro.',
  },
  'audit.redraw': 'Cualquiera puede repetir el sorteo: docs/audits.md dice cómo.',
  'group.connected':
    'Desde ahora las disputas de **{{project}}** se votan aquí: elementos en los que los validadores no coinciden, o cuyo veredicto alguien recurre.',
  'group.private':
    'Solo vota un elemento quien salió en su sorteo, aquí o en privado, una vez. Nadie ve cómo van los votos antes de la decisión, y nadie nunca de quién son.',
  'group.disconnected': 'Aquí ya no se vota nada nuevo. Lo que está a votación sigue hasta su fin.',
  'group.title': '{{project}}: una disputa',
  'group.guideline': 'Guía: {{summary}}',
  'group.count': '**{{given}} de {{wanted}} votos**, hasta el {{due}}',
  'group.howTo':
    'Quien salió en su sorteo vota con un toque, o en privado con `validate`, donde también se puede decir «No sabría decir» o «Yo no». Por favor, no digas qué votas.',
  'group.counting': 'Ya no se piden más votos. Van al libro de cuentas; aquí se verá el resultado.',
  'group.experts': 'Los votos no lo deciden: ahora lo hacen personas expertas.',
  'group.undecided': 'Nadie pudo decidirlo, así que nadie pierde nada con ello.',
  'group.again':
    'Ninguna etiqueta tiene bastantes votos: otras personas lo etiquetan de nuevo desde el principio.',
  'group.decided': '**Decidido: {{label}}**',
  'group.split': '{{label}}: {{votes}}',
  'group.unsure': 'No sabría decir: {{votes}}',
  'group.stands': 'La primera respuesta se mantiene.',
  'group.overturned': 'La primera respuesta fue {{label}}; no se mantiene.',
  'group.paid':
    'Quien acertó cobra; una respuesta equivocada cuesta una parte del depósito. A cada cual se le dice en privado.',
  'group.counted': 'Tu voto cuenta: {{label}}. Su recibo firmado: `receipt {{receipt}}`',
  'group.tooLate': 'Tu respuesta llegó tarde para contar. Queda guardada.',
  'group.related':
    'Cuentas como una sola persona con alguien que participó en este elemento, así que se pide el voto a otra.',

  'expert.appeal': 'Recurrido: {{reason}}',
  'expert.none': 'Ningún elemento espera tu dictamen.',
  'expert.first': 'Primera respuesta: {{label}}',
  'expert.votes': {
    one: 'Primera ronda: {{count}} × {{label}}',
    many: 'Primera ronda: {{count}} × {{label}}',
    other: 'Primera ronda: {{count}} × {{label}}',
  },
  'expert.panelVotes': {
    one: 'Segunda ronda: {{count}} × {{label}}',
    many: 'Segunda ronda: {{count}} × {{label}}',
    other: 'Segunda ronda: {{count}} × {{label}}',
  },
  'expert.declined': {
    one: 'Sin voto: {{count}} × {{reason}}',
    many: 'Sin voto: {{count}} × {{reason}}',
    other: 'Sin voto: {{count}} × {{reason}}',
  },
  'expert.guideline': '{{project}}, versión {{version}} de la guía: {{summary}}',
  'expert.signed': 'Dictámenes hasta ahora: {{given}}; {{needed}} deben decir lo mismo.',
  'expert.undecidable': 'No se puede decidir',
  'expert.unclear': 'Dudoso: nadie se equivoca',
  'expert.unclearOrNot':
    'Dudoso significa que se puede defender más de una respuesta: nadie se equivoca y cobra quien respondió. Si no hay nada que juzgar, no se puede decidir: los depósitos vuelven y nadie cobra.',
  'expert.why': '¿Por qué? Lo leen todas las personas afectadas.',
  'expert.because': {
    one: 'O envía `because` y tus propias palabras, como mucho {{count}} carácter.',
    many: 'O envía `because` y tus propias palabras, como mucho {{count}} de caracteres.',
    other: 'O envía `because` y tus propias palabras, como mucho {{count}} caracteres.',
  },
  'expert.reason.guideline': 'Lo dice la guía',
  'expert.reason.evident': 'Es evidente',
  'expert.reason.context': 'Hace falta conocer la materia',
  'expert.reason.unclear': 'Ambas respuestas se pueden defender',
  'expert.agreed': 'Tu dictamen queda recogido y hay acuerdo suficiente.',
  'expert.saved': 'Tu dictamen queda recogido: van {{given}}, {{needed}} deben decir lo mismo.',
  'plan.twoRounds': {
    one: 'Con {{count}} validador: una primera ronda de {{first}} votos y una segunda de {{second}} de otras personas.',
    many: 'Con {{count}} de validadores: una primera ronda de {{first}} votos y una segunda de {{second}} de otras personas.',
    other:
      'Con {{count}} validadores: una primera ronda de {{first}} votos y una segunda de {{second}} de otras personas.',
  },
  'plan.oneRound': {
    one: 'Con {{count}} validador: una ronda de {{first}} votos; no quedan suficientes para otra.',
    many: 'Con {{count}} de validadores: una ronda de {{first}} votos; no quedan suficientes para otra.',
    other: 'Con {{count}} validadores: una ronda de {{first}} votos; no quedan suficientes para otra.',
  },
  'plan.noRound': {
    one: 'Con {{count}} validador no hay ronda: tras {{hours}} horas sin más, los elementos van a las personas expertas.',
    many: 'Con {{count}} de validadores no hay ronda: tras {{hours}} horas sin más, los elementos van a las personas expertas.',
    other:
      'Con {{count}} validadores no hay ronda: tras {{hours}} horas sin más, los elementos van a las personas expertas.',
  },
  'plan.gather': {
    one: 'Son menos de los que pide el proyecto, así que cada elemento espera {{count}} hora a que haya más.',
    many: 'Son menos de los que pide el proyecto, así que cada elemento espera {{count}} de horas a que haya más.',
    other:
      'Son menos de los que pide el proyecto, así que cada elemento espera {{count}} horas a que haya más.',
  },
  'plan.experts': {
    one: 'Lo que quede abierto va a las personas expertas; lo que no decidan en {{count}} hora queda sin decidir y nadie pierde nada con ello.',
    many: 'Lo que quede abierto va a las personas expertas; lo que no decidan en {{count}} de horas queda sin decidir y nadie pierde nada con ello.',
    other:
      'Lo que quede abierto va a las personas expertas; lo que no decidan en {{count}} horas queda sin decidir y nadie pierde nada con ello.',
  },

  'mywork.title': 'Tu trabajo más reciente',
  'resubmit.button': 'Corregir y reenviar',
  'resubmit.again':
    'Una vez más, con depósito y recompensa propios. Tu respuesta anterior queda tal como se liquidó:',
  'mywork.oneTitle': 'Una de tus respuestas',
  'mywork.back': 'Volver a mi trabajo',
  'mywork.panelVotes':
    'Segunda ronda: {{approve}} a favor de la primera respuesta, {{reject}} en contra, {{unsure}} sin tomar partido',
  'mywork.guideline': 'La guía dice:',
  'mywork.guidelineVersion': 'La guía (respondiste con la versión {{version}}) dice:',
  'mywork.none': 'Todavía no has etiquetado nada. Envía `task` para empezar.',
  'mywork.totals': {
    one: '{{count}} elemento etiquetado, {{agreed}} con acuerdo, {{open}} abiertos.',
    many: '{{count}} de elementos etiquetados, {{agreed}} con acuerdo, {{open}} abiertos.',
    other: '{{count}} elementos etiquetados, {{agreed}} con acuerdo, {{open}} abiertos.',
  },
  'mywork.open': '{{label}} – sigue abierto',
  'mywork.agreed': '{{label}} – con acuerdo ({{agree}} de {{total}})',
  'mywork.disagreed': '{{label}} – se decidió {{decision}} ({{agree}} de {{total}})',
  'mywork.anew':
    '{{label}} – los votos son definitivos, pero ninguna etiqueta ganó; el elemento se etiqueta de nuevo',
  'mywork.expert': '{{label}} – espera a una persona experta',
  'mywork.known': 'Fue una comprobación: la respuesta es {{label}}.',
  'mywork.knownWhy': 'Fue una comprobación: la respuesta es {{label}} – {{why}}',
  'mywork.against': {
    one: 'Los votos van en tu contra en {{count}} elemento, y aún no es definitivo.',
    many: 'Los votos van en tu contra en {{count}} de elementos, y aún no son definitivos.',
    other: 'Los votos van en tu contra en {{count}} elementos, y aún no son definitivos.',
  },
  'mywork.unclear': '{{label}} – dudoso: nadie se equivoca y cobra quien respondió',
  'mywork.undecided': '{{label}} – nadie pudo decidirlo; tu depósito volvió',
  'mywork.uncounted': '{{label}} – llegó demasiado tarde para contar',

  'reputation.title': 'Tu reputación',
  'reputation.none': 'Aún no has etiquetado nada. Envía `task` para empezar.',
  'reputation.rank': '**{{project}}**: {{rank}}',
  'reputation.fixed': '**{{project}}**: {{rank}} (puesto por un moderador)',
  'reputation.unknown':
    'Aún no se pudieron comprobar diez respuestas tuyas. Se comprueban cuando se decide su elemento y, a veces, con elementos de respuesta conocida.',
  'reputation.figures': {
    one: 'Alrededor del {{accuracy}} de tus respuestas son correctas, probablemente entre {{low}} y {{high}} ({{count}} respuesta comprobada, {{gold}} con respuesta conocida; las recientes pesan más). Se cuenta de nuevo cada diez.',
    many: 'Alrededor del {{accuracy}} de tus respuestas son correctas, probablemente entre {{low}} y {{high}} ({{count}} de respuestas comprobadas, {{gold}} con respuesta conocida; las recientes pesan más). Se cuenta de nuevo cada diez.',
    other:
      'Alrededor del {{accuracy}} de tus respuestas son correctas, probablemente entre {{low}} y {{high}} ({{count}} respuestas comprobadas, {{gold}} con respuesta conocida; las recientes pesan más). Se cuenta de nuevo cada diez.',
  },
  'reputation.next':
    'Para {{rank}}: con seguridad al menos {{accuracy}} correctas, en {{answers}} respuestas comprobadas, {{gold}} de ellas con respuesta conocida.',

  'people.title': 'Personas de {{project}}',
  'people.none': 'Aún no se ha juzgado a nadie.',
  'people.line':
    '{{name}} ({{id}}): {{rank}}, {{accuracy}} correctas ({{low}} a {{high}}), {{judged}} comprobadas, {{gold}} con respuesta conocida',
  'people.lineFixed':
    '{{name}} ({{id}}): {{rank}} puesto por un moderador, {{accuracy}} correctas ({{low}} a {{high}}), {{judged}} comprobadas, {{gold}} con respuesta conocida',
  'people.more': {
    one: '… y {{count}} más',
    many: '… y {{count}} más',
    other: '… y {{count}} más',
  },
  'people.ranked':
    'El rango de {{name}} en {{project}} es **{{rank}}** hasta que un moderador lo cambie, y ya lo sabe.',
  'people.skillGiven': '{{name}} tiene ahora la habilidad {{skill}}, en todos los proyectos.',
  'people.skillTaken': '{{name}} ya no tiene la habilidad {{skill}}.',
  'people.linked': {
    one: '{{name}} y {{other}} cuentan como una persona desde ahora, con {{count}} en total: ningún elemento se da a dos de ellas.',
    many: '{{name}} y {{other}} cuentan como una persona desde ahora, {{count}} en total: ningún elemento se da a dos de ellas.',
    other:
      '{{name}} y {{other}} cuentan como una persona desde ahora, {{count}} en total: ningún elemento se da a dos de ellas.',
  },
  'people.alone': '{{name}} cuenta por su cuenta: nada le une a nadie.',
  'people.together': {
    one: '{{name}} y quienes cuentan como la misma persona: {{count}} persona',
    many: '{{name}} y quienes cuentan como la misma persona: {{count}} de personas',
    other: '{{name}} y quienes cuentan como la misma persona: {{count}} personas',
  },
  'people.byEvidence': '{{name}}: hallado el {{date}}, {{reason}}',
  'people.byModerator': '{{name}}: unido por moderación el {{date}}, {{reason}}',
  'people.keptOut': {
    one: 'Eso dejó a {{name}} fuera de {{count}} sorteo.',
    many: 'Eso dejó a {{name}} fuera de {{count}} de sorteos.',
    other: 'Eso dejó a {{name}} fuera de {{count}} sorteos.',
  },
  'people.unlinked': '{{name}} vuelve a contar por su cuenta.',
  'people.released': '{{name}} sigue siendo {{rank}} en {{project}} por ahora; desde aquí decide la regla.',

  'earnings.title': 'Tus ganancias',
  'earnings.paid': 'Pagado: **{{earned}} {{symbol}}**',
  'earnings.pending': 'A la espera de validadores y liquidación, sin prima: {{pending}} {{symbol}}',
  'earnings.slashed': 'Depósito perdido: {{slashed}} {{symbol}}',
  'earnings.stake':
    'Depósito: {{stake}} {{symbol}}, de los que {{held}} están retenidos por elementos abiertos',
  'earnings.wallet': 'Monedero: `{{address}}`',
  'earnings.none': 'Todavía no tienes monedero. Envía `start` para crear uno.',

  'personhood.title': 'Una persona, una cuenta',
  'personhood.of': 'Sobre {{name}}:',
  'personhood.points': '**{{points}}** de {{most}} puntos',
  'personhood.line': '{{signal}}: **{{points}}** de {{most}}.',
  'personhood.humanity': 'Proof of Humanity',
  'personhood.passport': 'Human Passport',
  'personhood.stake': 'Depósito que permanece',
  'personhood.account': 'Edad de la cuenta',
  'personhood.lacks.wallet': 'Primero vincula una cartera, con `wallet`.',
  'personhood.lacks.reading': 'Aún no se ha leído; tarda un minuto.',
  'personhood.lacks.time': 'Crece por sí sola, hasta {{days}} días.',
  'personhood.lacks.stake': 'Necesita un depósito propio, desde una cartera vinculada.',
  'personhood.lacks.humanity':
    'Regístrate con tu cartera vinculada en https://proofofhumanity.id (pide un depósito).',
  'personhood.lacks.passport':
    'Reúne sellos con tu cartera vinculada en https://app.passport.xyz y escríbelos en la cadena (tiene un pequeño coste).',
  'personhood.readAt': 'Leído por última vez: {{date}}.',
  'personhood.bonus':
    'Nada depende solo de estos puntos: puedes etiquetar, ganar y retirar sin ninguno. Ayudan a los moderadores a distinguir personas de multitudes de cuentas inventadas.',
  'personhood.again': 'Leer de nuevo',
  'personhood.asked': 'Se lee de nuevo en un minuto. Hasta entonces cuenta lo último que se leyó.',
  'wallet.title': 'Tu cartera',
  'wallet.isLinked': 'Vinculada desde el {{date}}: `{{address}}`. Tus recompensas se pagan ahí.',
  'wallet.isNotLinked':
    'Todavía no has vinculado una cartera. Firmas un mensaje con ella; no cuesta nada y no mueve nada. Nunca te pedimos tus palabras de recuperación.',
  'wallet.demo': 'En esta cadena local etiquetas con tu cartera de demostración `{{address}}`.',
  'wallet.contract': 'Es una cartera de contrato: quién puede firmar por ella lo decide su contrato.',
  'wallet.willChange': 'El {{due}}, `{{address}}` ocupa su lugar.',
  'wallet.willUnlink': 'El {{due}} se desvincula.',
  'wallet.noWay': 'Aquí no se pueden vincular carteras todavía. Pregunta a quienes llevan esta comunidad.',
  'wallet.by.walletconnect': 'Vincular con una app',
  'wallet.by.page': 'Vincular en un navegador',
  'wallet.another.walletconnect': 'Otra cartera, con una app',
  'wallet.another.page': 'Otra cartera, en un navegador',
  'wallet.unlink': 'Desvincular',
  'wallet.unlinkSure': {
    one: '¿Desvincular tu cartera? Ocurre en {{count}} hora; hasta entonces, cualquiera de tus chats puede cancelarlo. Sin cartera no podemos pagarte.',
    many: '¿Desvincular tu cartera? Ocurre en {{count}} de horas; hasta entonces, cualquiera de tus chats puede cancelarlo. Sin cartera no podemos pagarte.',
    other:
      '¿Desvincular tu cartera? Ocurre en {{count}} horas; hasta entonces, cualquiera de tus chats puede cancelarlo. Sin cartera no podemos pagarte.',
  },
  'wallet.back': 'Volver',
  'wallet.cancelChange': 'Conservar mi cartera',
  'wallet.kept': 'Tu cartera sigue siendo `{{address}}`.',
  'wallet.phrase': 'Tu frase de seguridad: **{{phrase}}**',
  'wallet.phraseSet':
    'Tu frase de seguridad es ahora **{{phrase}}**. Todos nuestros mensajes sobre carteras la muestran; uno sin ella no es nuestro.',
  'wallet.noPhrase':
    'No tienes frase de seguridad. Elige una con `phrase` y unas palabras que solo tú conozcas: todos nuestros mensajes sobre carteras la mostrarán.',
  'wallet.queued': {
    one: 'Mucha gente está vinculando ahora. Eres el número {{count}}: sigues tú.',
    many: 'Mucha gente está vinculando ahora. Eres el número {{count}}.',
    other: 'Mucha gente está vinculando ahora. Eres el número {{count}}.',
  },
  'wallet.queuedMore': 'Tu código aparecerá aquí por sí solo. No tienes que hacer nada.',
  'wallet.opening': 'Un momento, estamos creando tu código …',
  'wallet.scanTitle': 'Conecta tu app de cartera',
  'wallet.scan': {
    one: 'Escanea el código con tu app de cartera, o toca tu app abajo. Sirve una vez, durante {{count}} minuto.',
    many: 'Escanea el código con tu app de cartera, o toca tu app abajo. Sirve una vez, durante {{count}} de minutos.',
    other:
      'Escanea el código con tu app de cartera, o toca tu app abajo. Sirve una vez, durante {{count}} minutos.',
  },
  'wallet.scanAlone': 'No muestres el código a nadie: quien lo escanee se conecta en tu lugar.',
  'wallet.codeAlt': 'Un código QR para tu app de cartera. Su texto está en el mensaje.',
  'wallet.otherApp': 'Otra app',
  'wallet.pageTitle': 'Vincular en un navegador',
  'wallet.page': {
    one: 'Abre la página en un navegador que tenga tu cartera. El enlace sirve una vez, durante {{count}} minuto.',
    many: 'Abre la página en un navegador que tenga tu cartera. El enlace sirve una vez, durante {{count}} de minutos.',
    other:
      'Abre la página en un navegador que tenga tu cartera. El enlace sirve una vez, durante {{count}} minutos.',
  },
  'wallet.pageAlone': 'No reenvíes el enlace a nadie: es para tu cuenta de aquí.',
  'wallet.openPage': 'Abrir la página',
  'wallet.signTitle': 'Ahora firma',
  'wallet.sign': {
    one: '`{{address}}` está conectada. Abre tu cartera y firma el mensaje en {{count}} minuto. No cuesta nada y no mueve nada.',
    many: '`{{address}}` está conectada. Abre tu cartera y firma el mensaje en {{count}} de minutos. No cuesta nada y no mueve nada.',
    other:
      '`{{address}}` está conectada. Abre tu cartera y firma el mensaje en {{count}} minutos. No cuesta nada y no mueve nada.',
  },
  'wallet.signNames':
    'El mensaje debe nombrar tu cuenta: {{platform}}, **{{name}}**. No firmes nada que nombre otra.',
  'wallet.provenTitle': '¿Es esta tu cartera?',
  'wallet.proven': 'La firma es correcta para `{{address}}`.',
  'wallet.confirm':
    'Tus recompensas se pagarán ahí. Compara la dirección con tu cartera antes de decir que sí.',
  'wallet.yes': 'Sí, vincular',
  'wallet.no': 'No',
  'wallet.own': '`{{address}}` ya es tu cartera vinculada. No cambia nada.',
  'wallet.replaces': {
    one: 'Ocupa el lugar de `{{address}}` en {{count}} hora. Avisamos a todos tus chats, y cualquiera puede cancelarlo hasta entonces.',
    many: 'Ocupa el lugar de `{{address}}` en {{count}} de horas. Avisamos a todos tus chats, y cualquiera puede cancelarlo hasta entonces.',
    other:
      'Ocupa el lugar de `{{address}}` en {{count}} horas. Avisamos a todos tus chats, y cualquiera puede cancelarlo hasta entonces.',
  },
  'wallet.yesReplace': 'Sí, cambiar a ella',
  'wallet.taken': 'Otra cuenta de aquí ha vinculado esta cartera, y una cartera es una persona.',
  'wallet.takenJoin':
    'Si esa cuenta también es tuya, ambas pueden ser una: lo que hiciste se conserva y nunca recibes dos veces el mismo elemento. La otra cuenta debe aceptar.',
  'wallet.takenTwo':
    'Otra cuenta de aquí ha vinculado esta cartera, y una cartera es una persona. Tu cuenta tiene su propia cartera: desvincúlala primero si quieres unir ambas.',
  'wallet.joinAsk': 'Pedir unir ambas',
  'wallet.joinSent': 'Hemos preguntado a la otra cuenta. Responde allí en 24 horas.',
  'wallet.joinYes': 'Sí, soy yo',
  'wallet.joinNo': 'No, no soy yo',
  'wallet.joinDone': 'Las dos cuentas son ahora una persona.',
  'wallet.joinDeclined':
    'No se ha unido nada. Si no sabes quién lo pidió, otra persona puede firmar con tu cartera.',
  'wallet.asked': 'Lo has pedido. Todavía no ha cambiado nada.',
  'wallet.linkedTitle': 'Vinculada',
  'wallet.linked': 'Tus recompensas se pagarán a `{{address}}`.',
  'wallet.failedTitle': 'No vinculada',
  'wallet.nothingLinked': 'No se ha vinculado ni movido nada.',
  'wallet.again': 'Intentar de nuevo',
  'wallet.other': 'Otras formas',
  'wallet.stop': 'Parar',
  'receipt.title': 'Recibo',
  'receipt.label': 'Respondiste **{{label}}** con la versión {{version}} de la guía de {{project}}.',
  'receipt.place':
    'En el libro es {{reference}} (lote y elemento); cualquiera puede comprobarlo con `verify {{reference}}`.',
  'receipt.outcome.accepted': 'La respuesta fue aceptada.',
  'receipt.outcome.rejected': 'La respuesta fue rechazada.',
  'receipt.outcome.unclear': 'El elemento es dudoso: nadie se equivoca y cobra quien respondió.',
  'receipt.outcome.void': 'Los expertos anularon el elemento: nadie ganó ni perdió nada.',
  'receipt.outcome.expired': 'Al lote se le acabó el tiempo: los depósitos volvieron.',
  'receipt.outcome.skipped': 'El libro no pudo retener el depósito, así que se saltó el elemento.',
  'receipt.outcome.open': 'Aún no está decidido: se está liquidando.',
  'receipt.votes': 'Validadores sorteados y sus votos:',
  'receipt.payment': 'Pago:',
  'receipt.unpaid': 'Todavía no se ha pagado nada.',
  'receipt.formula':
    'recompensa = {{base}} × (34 + 4 × {{recordClass}}) / 64 = **{{amount}} {{symbol}}**, redondeada hacia abajo a milésimas; {{recordClass}} es la clase del historial, de 0 a 15',
  'receipt.reward': 'recompensa = **{{amount}} {{symbol}}**',
  'receipt.share': 'parte de lo que otros perdieron en este elemento = **{{amount}} {{symbol}}**',
  'receipt.slash': 'perdido = **{{amount}} {{symbol}}**',
  'receipt.nothing': 'No se ganó ni se perdió nada.',
  'receipt.included': 'Es parte de lo que se fijó: estos hashes llevan de ella a la raíz `{{root}}`.',
  'receipt.notIncluded': 'Estos hashes no llevan a la raíz `{{root}}` que se fijó. Avisa a tu comunidad.',
  'receipt.transaction': 'Pagado en la transacción `{{hash}}`.',
  'receipt.open': 'Ver la transacción',
  'receipt.keep': 'Guardar el recibo firmado',
  'receipt.again': 'Mirar otra vez',
  'receipt.signedTitle': 'Recibo firmado de tu voto',
  'receipt.vote.approve': 'Tu voto: tu etiqueta es la misma que la primera respuesta.',
  'receipt.vote.reject': 'Tu voto: tu etiqueta es otra que la primera respuesta.',
  'receipt.vote.unsure': 'Tu voto: no puedes saberlo.',
  'receipt.signedBy': 'Firmado por el operador `{{operator}}`, que responde de él con su fianza.',
  'receipt.how':
    'Guarda este texto, por ejemplo en un archivo. `npx tagora verify receipt FILE` lo comprueba sin nosotros y dice cómo probarlo ante el tribunal si el voto se omite o se cambia.',
  'receipt.blind': 'No lo enseñes a nadie antes de que se cierre el lote: los demás también votan a ciegas.',
  'receipt.unsigned':
    'Tu voto está guardado. Un operador firma su recibo en unos instantes: envía otra vez `receipt {{code}}`.',
  'receipt.newer': 'Más reciente',
  'receipt.older': 'Anterior',
  'recheck.seatOut': 'asiento {{seat}}: sorteado, pero su voto no cuenta',
  'recheck.vote.approve': 'asiento {{seat}} (peso {{weight}}): aprobó',
  'recheck.vote.reject': 'asiento {{seat}} (peso {{weight}}): rechazó',
  'recheck.vote.unsure': 'asiento {{seat}} (peso {{weight}}): no está seguro',
  'recheck.vote.none': 'asiento {{seat}} (peso {{weight}}): sin voto',
  'recheck.sum':
    '{{approve}} aprueban (peso {{approveWeight}}), {{reject}} rechazan (peso {{rejectWeight}}); hace falta: más votantes, el {{needed}} % del peso, {{minVotes}} votos',
  'recheck.verdict.accepted': 'veredicto: **aceptada**',
  'recheck.verdict.rejected': 'veredicto: **rechazada**',
  'recheck.verdict.open': 'veredicto: **abierto**, así que va al panel o a los expertos',
  'verify.title': 'Elemento {{reference}}, calculado de nuevo',
  'verify.check.included.yes': '✓ La respuesta es parte de las etiquetas que se fijaron.',
  'verify.check.included.no': '✗ La respuesta no es parte de las etiquetas que se fijaron.',
  'verify.check.included.unknown': '– No se sabe si la respuesta es parte de las etiquetas fijadas.',
  'verify.check.seed.yes':
    '✓ La semilla `{{seed}}…` sale del secreto comprometido y del hash del bloque {{block}}.',
  'verify.check.seed.no': '✗ La semilla `{{seed}}…` no sale del secreto comprometido y del bloque {{block}}.',
  'verify.check.seed.unknown':
    '– El nodo ya no conoce el bloque {{block}}, del que sale la semilla `{{seed}}…`.',
  'verify.check.noSeed': '– Todavía no se ha sorteado a nadie.',
  'verify.check.committed.yes':
    '✓ La cadena guarda el hash de exactamente estos anotadores, votos y esta semilla.',
  'verify.check.committed.no': '✗ La cadena guarda el hash de otra cosa.',
  'verify.check.committed.unknown': '– La cadena no guarda ahora ningún hash de votos de este lote.',
  'verify.check.outcome.yes': '✓ El resultado anotado es el que deciden los votos.',
  'verify.check.outcome.no': '✗ El resultado anotado no es el que deciden los votos.',
  'verify.check.outcome.unknown': '– No hay resultado de la primera ronda con el que comparar.',
  'verify.more': 'Para comprobar el libro entero en tu máquina: `npx tagora verify`.',
  'treasury.title': 'Tesorería',
  'treasury.solvent': 'Solvente: el libro tiene {{held}} {{symbol}} y debe {{owed}} {{symbol}} en total.',
  'treasury.insolvent':
    '**No solvente**: el libro tiene {{held}} {{symbol}} y debe {{owed}} {{symbol}} en total.',
  'treasury.escrow':
    'Fondos de proyectos: {{amount}} {{symbol}}, y {{reserved}} {{symbol}} reservados para lotes en curso',
  'treasury.stake':
    'En juego: {{answers}} {{symbol}} por respuestas abiertas, {{seats}} {{symbol}} por asientos de validadores',
  'treasury.people':
    'De personas: {{amount}} {{symbol}} en depósitos, recompensas, asientos de validadores y fianzas de operadores',
  'treasury.sponsor': 'Para primeros depósitos de recién llegados: {{amount}} {{symbol}}',
  'treasury.outflow':
    'Recompensas pagadas: {{day}} {{symbol}} en el último día, {{week}} {{symbol}} al día en la última semana',
  'treasury.lasts': {
    one: 'A ese ritmo los fondos duran {{count}} día',
    many: 'A ese ritmo los fondos duran {{count}} días',
    other: 'A ese ritmo los fondos duran {{count}} días',
  },
  'money.stake':
    'Depósito: {{free}} {{symbol}} libres, {{locked}} {{symbol}} retenidos por respuestas abiertas.',
  'money.vesting': 'Recompensas por liberar: {{amount}} {{symbol}}, poco a poco hasta el {{date}}.',
  'money.noVesting': 'No hay recompensas por liberar.',
  'money.debt':
    'Te prestamos {{amount}} {{symbol}}. Las recompensas los devuelven; hasta entonces no se pueden retirar.',
  'money.own': 'Puedes retirar {{amount}} {{symbol}} ahora.',
  'money.leaving': 'En camino de salida: {{amount}} {{symbol}}, listos el {{date}}.',
  'money.ready': '{{amount}} {{symbol}} están listos desde el {{date}}: cóbralos ahora.',
  'money.outside': 'En tu cartera, fuera del libro: {{amount}} {{symbol}}.',
  'money.session':
    'Sesión: aún se pueden perder {{left}} {{symbol}}, como mucho {{perLabel}} {{symbol}} por respuesta, hasta el {{date}}.',
  'money.sessionUsed':
    'Sesión: usados {{used}} de {{most}} {{symbol}}, quedan {{left}} {{symbol}}, como mucho {{perLabel}} {{symbol}} por respuesta, hasta el {{date}}.',
  'money.noSession':
    'Sin sesión: tus respuestas no pueden retener depósito hasta que la fijes con `session`.',
  'money.unreachable':
    'Ahora no se puede llegar a la cadena, así que no mostramos tus cantidades. No se ha perdido nada tuyo.',
  'money.title.deposit': 'Depositar',
  'money.title.withdraw': 'Retirar',
  'money.title.session': 'Sesión',
  'money.title.revoke': 'Terminar la sesión',
  'money.title.collect': 'Cobrar',
  'money.title.seat': 'Tomar un asiento de validador',
  'money.title.appeal': 'Recurrir un veredicto',
  'money.title.verdict': 'Firmar veredictos',
  'money.title.finding': 'Firmar lo que halló una auditoría',
  'money.wish.deposit':
    '{{amount}} {{symbol}} pasan de tu cartera `{{address}}` al libro, como tu depósito. Con estos límites:',
  'money.wish.withdraw':
    '{{amount}} {{symbol}} salen de tu depósito. En 10 días puedes cobrarlos en tu cartera `{{address}}`.',
  'money.wish.session': 'Nuevos límites para el depósito de `{{address}}`:',
  'money.wish.revoke':
    'La sesión de `{{address}}` termina: ninguna respuesta nueva puede retener depósito. Lo que está en curso se liquida.',
  'money.wish.collect': 'Lo que está listo va a tu cartera `{{address}}`.',
  'money.wish.seat':
    '{{amount}} {{symbol}} del depósito de `{{address}}` pasan a un asiento. Puedes dejarlo a los 10 días y los recuperas 10 días después. Un voto contra el veredicto cuesta una parte.',
  'money.wish.appeal':
    '`{{address}}` recurre ante el tribunal el veredicto del elemento {{reference}}, y {{amount}} {{symbol}} de su depósito quedan retenidos como fianza hasta que se decida. El motivo es para quienes lo miren:',
  'money.wish.verdict':
    'Como experto respondes de estos veredictos. Van al tribunal cuando los ha firmado más de la mitad de sus expertos:',
  'money.wish.finding':
    'Como experto respondes del hallazgo contra el veredicto del elemento {{reference}}. Cuando lo ha firmado más de la mitad de sus expertos, el tribunal recupera lo que una persona ganó con él, más lo que cuesta una respuesta incorrecta:',
  'money.limit.loss': 'como mucho se pueden perder {{amount}} {{symbol}} en total',
  'money.limit.label': 'una respuesta retiene como mucho {{amount}} {{symbol}}',
  'money.limit.until': 'hasta el {{date}}; puedes terminarla cuando quieras con `session off`',
  'money.free': 'No te cuesta nada: el gas lo pagamos nosotros.',
  'money.by.walletconnect': 'Firmar con una app de cartera',
  'money.by.page': 'Firmar en un navegador',
  'money.by.none': 'Firmar con la cartera de prueba',
  'money.collect': 'Cobrar ahora',
  'money.renew': 'Fijar los límites habituales por 30 días',
  'money.revoke': 'Terminar la sesión',
  'money.session.how':
    'Fija tus límites con `session`: lo más que se puede perder, lo más por respuesta y por cuántos días: `session 20 1 30`.',
  'money.deposit.have': 'Tu cartera `{{address}}` tiene {{amount}} {{symbol}}.',
  'money.deposit.how':
    'Di cuánto depositar: `deposit 50`. Después puedes fijar cuánto se puede perder, cuánto retiene una respuesta y por cuántos días: `deposit 50 20 1 30`.',
  'money.withdraw.how':
    'Di cuánto: `withdraw 5`. Sale de tu depósito enseguida y se puede cobrar 10 días después de tu última petición.',
  'money.withdraw.all': 'Todo: {{amount}} {{symbol}}',
  'money.pageTitle': 'Firmar en un navegador',
  'money.sameWallet': 'Usa tu cartera vinculada `{{address}}`: ninguna otra puede firmar esto.',
  'money.signNow': 'Abre tu cartera. Muestra estas cantidades y límites: firma solo si son los mismos.',
  'money.sent':
    'Firmado y en camino: aún se está liquidando. Este mensaje te dice cuándo lo tiene la cadena; no hace falta firmar otra vez.',
  'money.done.deposit': 'La cadena lo tiene: tu depósito está ahí.',
  'money.done.withdraw': 'La cadena lo tiene. Cóbralo con `withdraw` en 10 días.',
  'money.done.session': 'La cadena lo tiene: tus nuevos límites valen.',
  'money.done.revoke': 'La cadena lo tiene: la sesión ha terminado.',
  'money.done.collect': 'La cadena lo tiene: los tokens están en tu cartera.',
  'money.done.seat': 'La cadena lo tiene: tienes un asiento y entras en el sorteo desde el próximo lote.',
  'money.done.appeal': 'El tribunal tiene tu recurso. Te contamos en qué queda.',
  'money.done.verdict': 'Tu firma está guardada. El tribunal la recibe junto con las de los demás.',
  'money.done.finding':
    'Tu firma está guardada. El tribunal la recibe junto con las de los demás. Cada persona a la que quita algo necesita una firma aparte.',
  'money.see': 'Ver mi cartera',
  'money.failedTitle': 'No se ha hecho',
  'money.nothingMoved': 'No se ha movido nada tuyo.',
  'wallet.failed.otherWallet':
    'Tu cartera ofreció otras cuentas que la que vinculaste aquí. Elige la vinculada e inténtalo de nuevo.',
  'wallet.failed.used': 'El libro ya tiene este mensaje, o uno posterior. `wallet` muestra cómo está todo.',
  'wallet.failed.tooLittle': 'Ya hay menos que eso.',
  'wallet.failed.tooEarly': 'Es demasiado pronto: el plazo de espera no ha terminado.',
  'wallet.failed.tooLate': 'Se firmó demasiado tarde para que el libro lo acepte. Inténtalo de nuevo.',
  'wallet.failed.contested': 'Otra persona ya recurre este veredicto; otros lo miran.',
  'wallet.failed.reverted': 'El libro no lo aceptó. Mira `wallet` e inténtalo de nuevo.',
  'wallet.failed.refused': 'Lo rechazaste en tu cartera. Si fue un error, inténtalo de nuevo.',
  'wallet.failed.unused': 'Nadie usó el código o el enlace a tiempo.',
  'wallet.failed.late':
    'Se acabó el tiempo antes de confirmarlo todo. Ten tu cartera abierta e inténtalo de nuevo.',
  'wallet.failed.crowded':
    'Otras personas esperaban tu lugar y tu código no se escaneó. Inténtalo cuando tengas tu cartera a mano.',
  'wallet.failed.wrongChain':
    'Tu cartera no ofreció ninguna cuenta en nuestra cadena. Añade esa red a tu cartera, elígela e inténtalo de nuevo.',
  'wallet.failed.wrongAccount':
    'El mensaje lo firmó otra cuenta que la que tu cartera había ofrecido. Elige una cuenta en tu cartera e inténtalo de nuevo.',
  'wallet.failed.badSignature':
    'Lo que envió tu cartera no es una firma válida del mensaje. Inténtalo de nuevo o usa otra cartera.',
  'wallet.failed.broken': 'Tu cartera terminó la conexión o no pudo responder. Ábrela e inténtalo de nuevo.',
  'wallet.failed.unreachable':
    'Ahora no se puede llegar a WalletConnect. Inténtalo más tarde o vincula en un navegador.',
  'wallet.failed.unverifiable':
    'Ahora no se puede preguntar a la cadena por tu cartera de contrato. Inténtalo en unos minutos.',
  'wallet.failed.stopped': 'Paraste, o empezaste de nuevo en otro sitio.',
  'wallet.failed.unseen': 'El mensaje con tu código se borró, así que anulamos el código.',

  'language.ask': '¿En qué idioma hablamos?',
  'language.set': 'A partir de ahora hablamos español.',

  'preferences.title': 'Qué se te da',
  'preferences.languages': 'Idiomas en los que etiquetas: **{{languages}}**',
  'preferences.anyLanguage': 'cualquiera, primero el tuyo',
  'preferences.content': 'Contenido que aceptas aunque no todo el mundo quiera verlo: **{{content}}**',
  'preferences.skills': 'Habilidades que te dieron los moderadores: {{skills}}',
  'preferences.nothing': 'ninguno',

  'link.code':
    'Envía `link {{code}}` a Tagora en tu otra plataforma antes de {{minutes}} minutos. No enseñes el código a nadie.',
  'link.done':
    'Vinculado. Las dos plataformas son ahora una sola persona: nunca recibirás el mismo elemento dos veces.',

  'inbox.title': 'Tus avisos más recientes',
  'inbox.none': 'Todavía no hay avisos para ti.',

  'help.title': 'Qué puedes hacer',
  'help.line': '`{{command}}` – {{description}}',
  'help.text': 'Puedes tocar un botón o escribir su número o sus palabras (en Discord, con `/answer`).',

  'command.start': 'Empezar, o volver a empezar',
  'command.task': 'Recibir un elemento para etiquetar',
  'command.validate': 'Etiquetar lo que te tocó validar por sorteo',
  'command.validator': 'Tu asiento y tus horas como validador',
  'command.validator join': 'Ver qué hace un validador y tomar asiento',
  'command.validator seat': 'Tomar un asiento con tu propia cartera',
  'command.validator status': 'Ver tu asiento, tus votos y tus horas',
  'command.validator on': 'Volver al sorteo',
  'command.validator off': 'No entrar en el sorteo por ahora',
  'command.validator hours': 'Fijar las horas en que se te pregunta',
  'command.appeal': 'Recurrir votos contra tus respuestas antes de que sean definitivos',
  'command.finding': 'Ver qué hallaron las personas expertas en contra de tus respuestas, e impugnarlo',
  'command.expert': 'Decidir lo que los validadores no pudieron (personas expertas)',
  'command.verdict': 'Firmar veredictos y auditorías con tu propia cartera',
  'command.because': 'Razonar un dictamen con tus palabras (personas expertas)',
  'command.mywork': 'Ver qué fue de tus respuestas',
  'command.earnings': 'Ver qué has ganado y por qué',
  'command.wallet': 'Ver, vincular o desvincular tu cartera',
  'command.deposit': 'Depositar tokens de tu cartera, con límites',
  'command.withdraw': 'Retirar tokens a tu cartera',
  'command.session': 'Ver, fijar o terminar lo que se puede perder',
  'argument.amount': 'Número de tokens',
  'argument.loss': 'Lo más que se puede perder, en tokens',
  'argument.perlabel': 'Lo más que retiene una respuesta, en tokens',
  'argument.days': 'Por cuántos días',
  'command.receipt': 'Ver votos, pago y prueba de una respuesta tuya',
  'command.treasury': 'Ver si el libro tiene lo que debe',
  'command.verify': 'Calcular de nuevo un sorteo y su decisión',
  'argument.back': 'Código de un voto, o cuántas respuestas atrás',
  'argument.reference': 'Lote y elemento, por ejemplo 12.3',
  'command.phrase': 'Elige palabras para reconocer nuestros mensajes de cartera',
  'command.inbox': 'Volver a leer tus avisos más recientes',
  'command.personhood': 'Ver qué indica que eres una persona con una sola cuenta',
  'command.people personhood': 'Ver qué indica que alguien es una sola persona',
  'command.practice': 'Practicar con elementos de respuesta conocida',
  'command.reputation': 'Ver cuánto aciertas y qué pide el siguiente rango',
  'command.help': 'Ver qué puedes hacer',
  'command.language': 'Cambiar el idioma',
  'command.preferences': 'Elegir los idiomas y el contenido que se te dan',
  'command.link': 'Usar Tagora en dos plataformas como una sola persona',
  'command.project': 'Gestionar proyectos (moderación)',
  'command.project create': 'Crear un proyecto a partir de su archivo',
  'command.project import': 'Importar elementos de un archivo JSONL, CSV o TSV',
  'command.project status': 'Ver cómo va un proyecto',
  'command.project health': 'Ver hasta qué punto las respuestas son fiables',
  'command.project pause': 'Dejar de repartir elementos',
  'command.project resume': 'Volver a repartir elementos',
  'command.people': 'Ver a las personas de un proyecto y darles rango (moderadores)',
  'command.people list': 'Ver cuánto acierta cada persona y su rango',
  'command.people rank': 'Dar un rango a alguien, o dejarlo otra vez a la regla',
  'argument.which': 'Número de la respuesta en la lista',
  'argument.number': 'Número en la lista',
  'argument.hours': 'Por ejemplo 8-22, o always (siempre)',
  'argument.zone': 'Cuánto vas por delante de UTC, por ejemplo +2',
  'command.people skill': 'Dar a alguien una habilidad que piden los proyectos, o quitarla',
  'command.people link': 'Hacer que dos personas cuenten como una: ningún elemento se da a ambas',
  'command.people linked': 'Ver quién cuenta como una persona con alguien, y por qué',
  'command.people unlink': 'Hacer que alguien vuelva a contar por su cuenta',
  'argument.skill': 'Una habilidad que pide el proyecto',
  'argument.other': 'La otra persona: nombre, o comienzo del seudónimo',
  'argument.reason': 'Por qué, para que lo lean otros moderadores',
  'argument.choice': 'yes o no',
  'argument.language': 'Etiqueta del idioma, por ejemplo es',
  'argument.content': 'Tipo de contenido, como lo llama el proyecto',
  'argument.person': 'Nombre, o comienzo del seudónimo',
  'argument.rank': 'trainee, annotator, validator, expert o rule',
  'command.breaker': 'Ocuparse de los rechazos retenidos (moderación)',
  'command.breaker list': 'Ver qué se retiene en un proyecto, y las pruebas',
  'command.breaker audit': 'Pedir a las personas expertas que miren más respuestas rechazadas',
  'command.breaker resume': 'Dejar que los votos vayan al libro, con un motivo',
  'command.audit': 'Ver cómo se comprueban de nuevo las decisiones (moderación)',
  'command.audit list': 'Ver las auditorías de un proyecto y cómo se sortearon',
  'command.group': 'Votar disputas en este grupo (moderadores)',
  'command.group connect': 'Votar aquí las disputas de un proyecto',
  'command.group disconnect': 'No votar aquí nada más',
  'command.gold': 'Cuidar los elementos de respuesta conocida (moderadores y expertos)',
  'command.gold list': 'Ver los elementos de control de un proyecto y qué espera confirmación',
  'command.gold add': 'Dar la respuesta de un elemento',
  'command.gold confirm': 'Hacer de control un elemento propuesto',
  'command.gold retire': 'Dejar de probar a las personas con un elemento',
  'command.gold repair': 'Dar la respuesta correcta de un control erróneo o en duda',
  'command.gold disputes': 'Ver los controles en duda y resolverlos',
  'argument.item': 'Id del elemento en el archivo importado',
  'argument.label': 'Nombre de la etiqueta',
  'argument.skip': 'Cuántos pasar por alto',
  'argument.why': 'Por qué es la respuesta, para que se aprenda de ella',
  'argument.because': 'enough (basta), leaked (se conoce) o wrong (incorrecto)',
  'argument.code': 'El código que muestra la otra plataforma',
  'argument.words': 'Las palabras',
  'argument.locale': 'Idioma',
  'argument.project': 'Nombre del proyecto',
  'argument.file': 'El archivo',

  'role.annotator': 'anotador',
  'role.validator': 'validador',
  'role.expert': 'experto',
  'role.moderator': 'moderador',
  'role.requester': 'solicitante',
  'role.one.annotator': 'un anotador',
  'role.one.validator': 'un validador',
  'role.one.expert': 'un experto',
  'role.one.moderator': 'un moderador',
  'role.one.requester': 'un solicitante',

  'rank.trainee': 'aprendiz',
  'rank.annotator': 'anotador',
  'rank.validator': 'validador',
  'rank.expert': 'experto',

  'project.created':
    'El proyecto **{{project}}** se ha creado con un presupuesto de {{budget}} {{symbol}}. Ahora importa elementos.',
  'project.paused':
    'El proyecto **{{project}}** está en pausa. Los elementos ya repartidos aún se pueden responder.',
  'project.resumed': 'El proyecto **{{project}}** vuelve a repartir elementos.',
  'project.statusTitle': 'Proyecto {{project}}: {{state}}',
  'project.statusItems':
    '{{items}} elementos: {{open}} abiertos, {{decided}} decididos, {{expert}} a la espera de una persona experta',
  'project.statusAnnotations':
    '{{annotations}} respuestas de {{people}} personas, {{leased}} respondiéndose ahora',
  'project.statusQuestioned':
    'Veredictos dudosos que se miran otra vez: {{open}} ahora, {{all}} en total, de los que {{unclear}} acabaron como dudosos',
  'project.statusGold': 'Oro: {{right}} de {{total}} respuestas correctas',
  'project.statusAgreement': 'Acuerdo (alfa de Krippendorff): {{alpha}}',
  'project.statusMoney':
    'Presupuesto {{budget}} {{symbol}}: {{paid}} pagado, {{committed}} comprometido como máximo',
  'project.state.draft': 'borrador',
  'project.state.active': 'activo',
  'project.state.paused': 'en pausa',
  'project.state.finished': 'terminado',

  'health.title': 'Salud de {{project}}',
  'health.none': 'Nadie ha respondido todavía. Vuelve a mirar cuando haya respuestas.',
  'health.read': {
    one: '{{count}} respuesta de {{people}} personas a {{items}} elementos.',
    many: '{{count}} de respuestas de {{people}} personas a {{items}} elementos.',
    other: '{{count}} respuestas de {{people}} personas a {{items}} elementos.',
  },
  'health.partial': 'Las respuestas más antiguas no se incluyen.',
  'health.alpha':
    'Acuerdo: alfa de Krippendorff **{{alpha}}** (con un 95 % de certeza entre {{low}} y {{high}}), kappa de Fleiss {{kappa}}.',
  'health.alpha.reliable': 'Es fiable.',
  'health.alpha.tentative': 'Solo basta para conclusiones provisionales.',
  'health.alpha.low': 'Es bajo: la gente entiende la tarea de formas distintas, o es muy difícil.',
  'health.alphaNone':
    'Aún no se puede medir el acuerdo: varias personas deben responder a los mismos elementos y usar más de una etiqueta.',
  'health.scale.ordinal':
    'Alfa tiene en cuenta el orden de las etiquetas: las vecinas cuentan como casi de acuerdo. Las kappas y todo lo de abajo las toman como nombres.',
  'health.scale.interval':
    'Alfa toma las etiquetas como números: cuanto más cerca, más de acuerdo. Las kappas y todo lo de abajo las toman como nombres.',
  'health.pairsTitle': 'Quiénes coinciden menos',
  'health.labelAlpha': '{{label}} {{alpha}}',
  'health.labelAlphas': 'Menor acuerdo en etiquetas sueltas: {{labels}}.',
  'health.pair': '{{one}} y {{other}}: kappa {{kappa}} en {{items}} elementos',
  'health.labelsTitle': 'Etiquetas más débiles',
  'health.label':
    '{{label}}: {{recall}} de {{answers}} respuestas a elementos así decididos; cuando se da, es correcta en {{precision}}',
  'health.labelGold':
    '{{label}}: {{recall}} de {{answers}} respuestas a esos elementos de oro; cuando se da, es correcta en {{precision}}',
  'health.confusedTitle': 'Aclarar en la guía',
  'health.confusedBothWays':
    '**{{one}}** y **{{other}}** ({{share}} de todo el desacuerdo, {{items}} elementos): explica dónde acaba una y empieza la otra. Por ejemplo {{examples}}',
  'health.confusedOneWay':
    '**{{one}}** se toma por **{{other}}** ({{share}} de todo el desacuerdo, {{items}} elementos): explica qué hace que un elemento sea {{one}} aunque parezca {{other}}. Por ejemplo {{examples}}',
  'health.disputedTitle': 'Elementos más difíciles',
  'health.disputed': '{{item}}: {{given}}',
  'health.driftTitle': 'Va a peor',
  'health.everybody': 'Todas las personas juntas',
  'health.drift':
    '{{person}}: {{recent}} de las últimas {{recentTotal}} respuestas correctas, {{earlier}} de las {{earlierTotal}} anteriores',
  'health.driftRate':
    'Un informe sin ningún cambio muestra una alarma en el {{rate}} de los casos como máximo.',
  'health.suspectsTitle': 'Conviene mirar',
  'health.suspectsNote': 'Es un consejo. Nadie pierde dinero ni un rol por ello.',
  'health.noSuspects': 'Nadie llama la atención.',
  'health.tooFast':
    '{{person}}: suele responder en {{seconds}} s, las demás personas en {{usual}} s ({{answers}} respuestas)',
  'health.constant':
    '{{person}}: {{times}} de {{answers}} respuestas son {{label}}; las demás personas la prefieren en {{others}} de esos elementos',
  'health.random':
    '{{person}}: coincide con las demás personas en {{agreed}} de {{answers}} elementos; respondiendo a ciegas sería {{blind}}, aquí lo habitual es {{usual}}',
  'health.collusion': {
    one: '{{count}} persona ({{people}}): {{agreed}} de respuestas iguales, {{expected}} explicado por lo que saben; {{sameWrong}} de {{wrong}} errores compartidos',
    many: '{{count}} de personas ({{people}}): {{agreed}} de respuestas iguales, {{expected}} explicado por lo que saben; {{sameWrong}} de {{wrong}} errores compartidos',
    other:
      '{{count}} personas ({{people}}): {{agreed}} de respuestas iguales, {{expected}} explicado por lo que saben; {{sameWrong}} de {{wrong}} errores compartidos',
  },
  'health.more': {
    one: '… y {{count}} más así',
    many: '… y {{count}} más así',
    other: '… y {{count}} más así',
  },

  'gold.title': 'Elementos de control de {{project}}',
  'gold.counts':
    '{{active}} activos de {{wanted}} deseados ({{labels}}), {{waiting}} esperan confirmación, {{retired}} retirados.',
  'gold.label': '{{label}}: {{count}}',
  'gold.retired': 'Retirados: {{reasons}}',
  'gold.reason.worn': 'vistos por bastantes personas {{count}}',
  'gold.reason.leaked': 'conocidos {{count}}',
  'gold.reason.disputed': 'dudosos o incorrectos {{count}}',
  'gold.reason.withdrawn': 'retirados a mano {{count}}',
  'gold.reason.practice': 'para practicar {{count}}',
  'gold.waitingTitle': '¿Es correcto?',
  'gold.waiting':
    'Elemento {{item}}: todos dijeron **{{label}}**. Como control pondrá a prueba a personas, así que míralo tú.',
  'gold.yes': 'Sí, que sea de control',
  'gold.no': 'No, o no es seguro',
  'gold.activeTitle': 'Activos',
  'gold.active': '{{item}}: {{label}}, visto por {{seen}} de {{cap}} personas como máximo',
  'gold.none': 'Nada espera confirmación.',
  'gold.added': 'El elemento {{item}} es ahora de control: {{label}}.',
  'gold.known':
    'La respuesta del elemento {{item}} es ahora {{label}}; a quienes se juzgó con él se les juzga de nuevo y se les avisa. Como ahora saben que era de control, ya no prueba a nadie más.',
  'gold.confirmed': 'El elemento {{item}} es ahora de control: {{label}}.',
  'gold.retiredNow': 'El elemento {{item}} ya no prueba a nadie.',
  'gold.seeDisputes': 'En duda: {{count}}',
  'gold.disputesTitle': 'Elementos de control de {{project}} en duda: {{count}}',
  'gold.noDisputes': 'Ninguna respuesta está en duda.',
  'gold.noMoreDisputes': 'Ese era el último.',
  'gold.dispute':
    'El elemento {{item}} era de control con la respuesta **{{said}}**. Ahora no prueba a nadie.',
  'gold.disputeWhy':
    'El elemento {{item}} era de control con la respuesta **{{said}}** ({{why}}). Ahora no prueba a nadie.',
  'gold.judgesNobody': 'No juzga a nadie hasta que alguien diga qué es.',
  'gold.objections': {
    one: '{{count}} persona cree que esta respuesta es errónea.',
    many: '{{count}} de personas creen que esta respuesta es errónea.',
    other: '{{count}} personas creen que esta respuesta es errónea.',
  },
  'gold.kept': 'La respuesta del elemento {{item}} sigue siendo {{label}}. Quien objetó lo sabrá.',
  'gold.object': 'Seguro que es {{label}}',
  'gold.objected': 'Gracias. Un moderador lo mirará y sabrás qué resulta.',
  'gold.objectedBefore': 'Ya lo habías dicho. Se te avisa de lo que resultó.',
  'gold.said': '{{label}} {{count}}',
  'gold.disputePeople': 'La gente dice: {{people}}.',
  'gold.disputeNobody': 'Nadie lo respondió siendo de control.',
  'gold.whichAnswer': '¿Cuál es la respuesta? Quienes respondieron serán juzgados con ella y lo sabrán.',
  'gold.leaveOpen': 'Dejarlo abierto, el siguiente',

  'import.done': {
    one: '{{count}} elemento importado, {{duplicates}} ya conocidos, {{refused}} rechazados.',
    many: '{{count}} de elementos importados, {{duplicates}} ya conocidos, {{refused}} rechazados.',
    other: '{{count}} elementos importados, {{duplicates}} ya conocidos, {{refused}} rechazados.',
  },
  'import.refusal': 'Línea {{line}}: {{reason}}',
  'import.moreRefusals': 'Solo se muestran los primeros {{shown}}.',
  'refusal.badJson': 'no es un objeto JSON',
  'refusal.badQuotes': 'las comillas están mal ({{detail}})',
  'refusal.badHeader': 'la primera línea debe nombrar estas columnas, cada una una vez: {{detail}}',
  'refusal.badEncoding': 'no es texto UTF-8; guarda el archivo como UTF-8',
  'refusal.nullCharacter': 'contiene un carácter nulo, que ningún texto tiene',
  'refusal.lineTooLong': 'la línea tiene más de {{detail}} caracteres',
  'refusal.missingId': 'falta el identificador',
  'refusal.idTooLong': 'el identificador tiene más de {{detail}} caracteres',
  'refusal.missingText': 'el campo "{{detail}}" falta o está vacío',
  'refusal.textTooLong': 'el texto tiene más de {{detail}} caracteres',
  'refusal.textDoesNotFit':
    'el texto no cabe en un mensaje de chat: con sus caracteres especiales y saltos de línea ocupa más de {{detail}} caracteres',
  'refusal.duplicateId': 'el identificador "{{detail}}" aparece dos veces en este archivo',
  'refusal.changedItem':
    'el elemento "{{detail}}" ya existe con otro texto u otra etiqueta de oro; usa otro identificador',
  'refusal.unknownLabel': 'la etiqueta de oro "{{detail}}" no es una etiqueta de este proyecto',
  'refusal.budgetExceeded': 'el presupuesto del proyecto no lo cubre',
  'refusal.wrongFields': 'el número de campos no coincide con la cabecera ({{detail}})',

  'discord.answer': 'responder',
  'discord.answerDescription': 'Responde con un número o palabras en lugar de tocar un botón',
  'discord.answerText': 'El número o las palabras de un botón',

  'telegram.private': 'Lo que haces aquí queda entre tú y Tagora, así que hablemos en privado.',
  'telegram.openPrivate': 'Abrir el chat privado',

  'verification.fine': {
    one: 'Contrato {{ledger}}, bloques {{from}} a {{to}}: {{count}} evento y {{batches}} lotes son lo que dan las reglas, y el contrato tiene lo que debe.',
    many: 'Contrato {{ledger}}, bloques {{from}} a {{to}}: {{count}} de eventos y {{batches}} lotes son lo que dan las reglas, y el contrato tiene lo que debe.',
    other:
      'Contrato {{ledger}}, bloques {{from}} a {{to}}: {{count}} eventos y {{batches}} lotes son lo que dan las reglas, y el contrato tiene lo que debe.',
  },
  'verification.published': {
    one: 'Los datos publicados de {{count}} lote coinciden con la cadena.',
    many: 'Los datos publicados de {{count}} de lotes coinciden con la cadena.',
    other: 'Los datos publicados de {{count}} lotes coinciden con la cadena.',
  },
  'receiptCheck.title':
    'Recibo de la cuenta {{account}} por {{vote}} en el elemento {{item}} del lote {{batch}}, de {{at}}:',
  'receiptCheck.signed': 'Está firmado por el operador {{operator}}.',
  'receiptCheck.notSigned':
    'No está firmado por el operador {{operator}} para un tribunal de este contrato: no vale nada.',
  'receiptCheck.listed': 'El registro incluye a ese operador.',
  'receiptCheck.notListed': 'El registro no incluye a ese operador: no vale nada.',
  'receiptCheck.fate.counted': 'Los votos propuestos en la cadena lo contienen tal como dice.',
  'receiptCheck.fate.waiting': 'Los votos del lote aún no están propuestos. Compruébalo cuando lo estén.',
  'receiptCheck.fate.omitted': 'Los votos propuestos en la cadena lo omiten.',
  'receiptCheck.fate.contradicted': 'Los votos propuestos en la cadena dicen {{proposed}} en su lugar.',
  'receiptCheck.fate.notDrawn': 'La cuenta no fue sorteada para este elemento, o su asiento no contaba.',
  'receiptCheck.fate.expired':
    'Los operadores dejaron vencer el lote: todos los depósitos volvieron y nada se decidió.',
  'receiptCheck.fate.unknownBatch': 'El contrato no ha bloqueado ningún lote con este número.',
  'receiptCheck.vouched': 'El operador también firmó esos votos: la prueba le cuesta una parte de su fianza.',
  'receiptCheck.notVouched':
    'El operador no firmó esos votos: la prueba abre el elemento y no penaliza a nadie.',
  'receiptCheck.published.same': 'Los datos publicados del lote lo contienen.',
  'receiptCheck.published.other': 'Los datos publicados del lote contienen otro recibo para este voto.',
  'receiptCheck.published.missing': 'Los datos publicados del lote lo omiten.',
  'receiptCheck.published.notYet':
    'Los recibos del lote aún no están publicados; eso ocurre cuando se cierra.',
  'receiptCheck.prove':
    'Pruébalo hasta {{until}}, antes de que se liquide el lote: envía esta llamada de `{{name}}` al tribunal {{to}}, desde cualquier dirección:',
  'receiptCheck.tooLate': 'Esos votos ya son definitivos: el tribunal no admite más pruebas.',
  'verification.where': 'Bloque {{block}}, transacción {{transaction}}:',
  'verification.block': 'Bloque {{block}}:',

  'deployment.step': '{{step}}: {{gas}} de gas, transacción {{hash}}',
  'deployment.stepDry': '{{step}}: {{gas}} de gas',
  'deployment.dry': 'Todo salió bien en una cadena propia, que ya no existe. No se ha enviado nada.',
  'deployment.gas': 'Gas en total: {{gas}}',
  'deployment.code': 'Código: {{hash}}',
  'deployment.cost': 'Con las tarifas de ahora: {{expected}} ETH; como mucho {{most}} ETH.',
  'deployment.found': '{{found}}, no {{wanted}}',
  'deployment.proven': 'Todo está como piden las condiciones, y a {{deployer}} no le queda ningún poder.',
  'deployment.unproven': 'Algo no está como piden las condiciones: mira arriba.',
  'deployment.written': 'Escrito: {{file}}',
  'operator.running': 'El operador {{operator}} del libro {{ledger}} responde en {{url}}.',
  'key.password': 'Contraseña del almacén',
  'key.created': 'La clave de {{address}} está en {{file}}.',

  'transactions.none': 'No ha fallado ninguna transacción.',
  'transactions.queued': {
    one: '{{count}} transacción vuelve a estar en cola.',
    many: '{{count}} de transacciones vuelven a estar en cola.',
    other: '{{count}} transacciones vuelven a estar en cola.',
  },

  'notice.settled': {
    one: '{{count}} respuesta tuya está liquidada. Recompensa: **{{reward}} {{symbol}}**.',
    many: '{{count}} de respuestas tuyas están liquidadas. Recompensa: **{{reward}} {{symbol}}**.',
    other: '{{count}} respuestas tuyas están liquidadas. Recompensa: **{{reward}} {{symbol}}**.',
  },
  'notice.share':
    'También recibiste {{share}} {{symbol}} de depósitos perdidos, porque tu respuesta fue la acordada.',
  'notice.slashed':
    'Perdiste {{slashed}} {{symbol}} de depósito donde dos tercios de las personas no coincidieron contigo.',
  'notice.stakeReturned.void': {
    one: '{{count}} etiqueta terminó sin veredicto: nadie que pudiera decidirla lo hizo.',
    many: '{{count}} etiquetas terminaron sin veredicto: nadie que pudiera decidirlas lo hizo.',
    other: '{{count}} etiquetas terminaron sin veredicto: nadie que pudiera decidirlas lo hizo.',
  },
  'notice.stakeReturned.expired': {
    one: '{{count}} etiqueta terminó sin veredicto: los operadores llegaron tarde y lo pagan.',
    many: '{{count}} etiquetas terminaron sin veredicto: los operadores llegaron tarde y lo pagan.',
    other: '{{count}} etiquetas terminaron sin veredicto: los operadores llegaron tarde y lo pagan.',
  },
  'notice.stakeReturned.held': {
    one: 'Los votos sobre {{count}} etiqueta se retuvieron, porque se rechazaban muchas más respuestas de lo normal, hasta que no quedó tiempo: no se quita nada y lo pagan los operadores.',
    many: 'Los votos sobre {{count}} de etiquetas se retuvieron, porque se rechazaban muchas más respuestas de lo normal, hasta que no quedó tiempo: no se quita nada y lo pagan los operadores.',
    other:
      'Los votos sobre {{count}} etiquetas se retuvieron, porque se rechazaban muchas más respuestas de lo normal, hasta que no quedó tiempo: no se quita nada y lo pagan los operadores.',
  },
  'notice.stakeReturned.skipped': {
    one: '{{count}} etiqueta no se tomó: tus límites o tu depósito ya no la cubrían.',
    many: '{{count}} etiquetas no se tomaron: tus límites o tu depósito ya no las cubrían.',
    other: '{{count}} etiquetas no se tomaron: tus límites o tu depósito ya no las cubrían.',
  },
  'notice.auditSlashed':
    'Una auditoría encontró equivocada una etiqueta o un voto tuyo: se quitaron {{slashed}} {{symbol}}.',
  'notice.operatorSlashed':
    'El tribunal comprobó que el operador `{{operator}}` omitió o cambió algo que te había confirmado, o respondió de algo que no diste. Pierde una parte de su fianza; **{{won}} {{symbol}}** son para ti.',
  'notice.stakeLent':
    'Se te prestaron {{lent}} {{symbol}} como primer depósito. Tus recompensas lo pagan; después es tuyo.',
  'notice.sessionEnded':
    'Tus límites para etiquetar quedan retirados. No se puede comprometer nada más de tu depósito.',
  'notice.returned': 'Tu depósito retenido vuelve a estar libre.',
  'notice.latePaid': 'Recibes **{{paid}} {{symbol}}** de lo que pierden los operadores.',
  'notice.goldWrong':
    'En {{project}} habíamos comprobado tu respuesta **{{label}}** a «{{excerpt}}» con la respuesta {{checkedBy}}, que es incorrecta o dudosa. Fue un error nuestro y esa comprobación ya no cuenta.',
  'notice.goldCorrected':
    'En {{project}} habíamos comprobado tu respuesta **{{label}}** a «{{excerpt}}» con la respuesta {{checkedBy}}, que es incorrecta. Fue un error nuestro; la correcta es **{{right}}** y tu respuesta se comprueba ahora con ella.',
  'notice.goldSettled':
    'En {{project}} la respuesta a «{{excerpt}}» estaba en duda. Ya está claro: **{{right}}**. Tu respuesta **{{label}}** se comprueba de nuevo con ella.',
  'notice.goldReputation': 'Tu reputación se calculó de nuevo: antes {{before}}, ahora {{after}}.',
  'notice.goldMoney':
    'El pago y el depósito de este elemento siguieron el acuerdo de las personas, nunca la respuesta comprobada, así que el dinero no cambia.',
  'notice.tied': {
    one: '**{{count}} pareja de personas** cuenta desde ahora como una sola: ningún elemento se da ni se sortea a dos de ellas. Nadie pierde nada por ello.',
    many: '**{{count}} de parejas de personas** cuentan desde ahora como una sola: ningún elemento se da ni se sortea a dos de ellas. Nadie pierde nada por ello.',
    other:
      '**{{count}} parejas de personas** cuentan desde ahora como una sola: ningún elemento se da ni se sortea a dos de ellas. Nadie pierde nada por ello.',
  },
  'notice.tied.funding':
    '{{one}} y {{other}}: sus carteras recibieron tokens de una misma dirección, `{{detail}}`',
  'notice.tied.wallet': '{{one}} y {{other}}: ambas personas han vinculado la cartera `{{detail}}`',
  'notice.tied.invite': '{{one}} y {{other}}: una trajo a la otra en {{detail}}',
  'notice.tied.votes': '{{one}} y {{other}}: sus respuestas en {{detail}} coinciden mucho más de lo casual',
  'notice.tiedMore': {
    one: 'y {{count}} pareja más',
    many: 'y {{count}} de parejas más',
    other: 'y {{count}} parejas más',
  },
  'notice.tiedAdvice':
    'Si sabes que no es así, `people unlink` saca a alguien, y la misma prueba no vuelve a unirle.',
  'notice.healthAlarm': 'Algo en {{project}} merece una mirada:',
  'notice.healthFall':
    'Entre todos, {{recent}} de las respuestas recientes coinciden con controles y decisiones; antes, {{earlier}}.',
  'notice.healthWorse': 'Respuestas recientes peores que las anteriores: {{people}}.',
  'notice.healthFast': 'Muy rápido: {{people}}.',
  'notice.healthConstant': 'Casi siempre la misma etiqueta: {{people}}.',
  'notice.healthBlind': 'Como si no miraran: {{people}}.',
  'notice.healthAlike': {
    one: '{{count}} persona responde igual mucho más de lo que explica lo que sabe: {{people}}.',
    many: '{{count}} de personas responden igual mucho más de lo que explica lo que saben: {{people}}.',
    other: '{{count}} personas responden igual mucho más de lo que explica lo que saben: {{people}}.',
  },
  'notice.healthAdvice':
    'Esto no prueba nada y no ha cambiado nada para nadie. Los indicios están en `project health`.',
  'notice.look': 'Verlo',
  'notice.goldObjected':
    'Alguien cree que la respuesta conocida {{label}} del elemento {{item}} de {{project}} es errónea y dice {{other}}. Ya no prueba a nadie; la gente aprende de él o sabe que fue una comprobación.',
  'notice.goldYours':
    'En {{project}} creías errónea la respuesta a «{{excerpt}}». Volvimos a mirar: tienes razón, es **{{right}}**. Gracias.',
  'notice.goldStays':
    'En {{project}} creías errónea la respuesta a «{{excerpt}}» y dijiste {{label}}. Volvimos a mirar: es **{{right}}**.',
  'notice.goldProposed': {
    one: '{{count}} elemento de {{project}} espera que digas si es de control: `gold list {{project}}`.',
    many: '{{count}} de elementos de {{project}} esperan que digas si son de control: `gold list {{project}}`.',
    other: '{{count}} elementos de {{project}} esperan que digas si son de control: `gold list {{project}}`.',
  },
  'notice.goldDisputed':
    'El elemento de control {{item}} de {{project}} dice {{label}}, pero {{people}} personas que suelen acertar dicen {{likely}}, que es correcto con {{probability}}. Ya no prueba a nadie y quienes fueron juzgados con él lo saben. Si conoces la respuesta, dala: `gold disputes {{project}}`.',
  'notice.goldLeaked':
    'En {{project}} alguien acierta en los elementos de control mucho más que en el resto: {{people}}. Puede que conozca las respuestas, así que {{items}} elementos de control ya no prueban a nadie. No es una prueba; mira su trabajo, por favor.',
  'notice.rankUp': 'Ahora tu rango en {{project}} es **{{rank}}**.',
  'notice.rankUpWhy': {
    one: 'Alrededor del {{accuracy}} de tus respuestas comprobadas son correctas, y casi seguro más del {{low}}; se pide el {{threshold}}. ({{count}} respuesta comprobada; las recientes pesan más.)',
    many: 'Alrededor del {{accuracy}} de tus respuestas comprobadas son correctas, y casi seguro más del {{low}}; se pide el {{threshold}}. ({{count}} de respuestas comprobadas; las recientes pesan más.)',
    other:
      'Alrededor del {{accuracy}} de tus respuestas comprobadas son correctas, y casi seguro más del {{low}}; se pide el {{threshold}}. ({{count}} respuestas comprobadas; las recientes pesan más.)',
  },
  'notice.rankDown': 'Ahora tu rango en {{project}} es **{{rank}}**.',
  'notice.rankDownWhy': {
    one: 'Alrededor del {{accuracy}} de tus respuestas recientes comprobadas son correctas, y casi seguro menos del {{high}}; para {{from}} se pide el {{threshold}}. ({{count}} respuesta comprobada.)',
    many: 'Alrededor del {{accuracy}} de tus respuestas recientes comprobadas son correctas, y casi seguro menos del {{high}}; para {{from}} se pide el {{threshold}}. ({{count}} de respuestas comprobadas; las recientes pesan más.)',
    other:
      'Alrededor del {{accuracy}} de tus respuestas recientes comprobadas son correctas, y casi seguro menos del {{high}}; para {{from}} se pide el {{threshold}}. ({{count}} respuestas comprobadas; las recientes pesan más.)',
  },
  'notice.rankMoney':
    'No pierdes nada y ninguna recompensa cambia. Con mejores respuestas vuelves a subir; `reputation` muestra dónde estás.',
  'notice.rankSet':
    'Un moderador te dio el rango **{{rank}}** en {{project}}. Se queda así hasta que un moderador lo cambie; las recompensas no cambian.',
  'notice.groupLost':
    'Ya no puedo escribir en el grupo de {{platform}} en el que se votaban las disputas de **{{project}}**. La validación sigue en privado. Para seguir allí, déjame entrar y envía otra vez `group connect`.',
  'notice.expertAsked': {
    one: '**{{count}} elemento** espera a una persona experta. Envía `expert`.',
    many: '**{{count}} de elementos** esperan a una persona experta. Envía `expert`.',
    other: '**{{count}} elementos** esperan a una persona experta. Envía `expert`.',
  },
  'notice.breakerPerson':
    '**Se retienen rechazos.** En {{project}} se rechazaron {{rejected}} de {{total}} respuestas de {{name}} en {{hours}} horas.',
  'notice.breakerProject':
    '**Se retienen rechazos.** En {{project}} se rechazaron {{rejected}} de {{total}} respuestas en {{hours}} horas.',
  'notice.breakerHeld': {
    one: 'Los votos sobre {{count}} respuesta no van al libro. Si nadie los libera antes del {{due}}, la miran entonces otras personas validadoras o expertas, antes de que nadie pierda nada.',
    many: 'Los votos sobre {{count}} de respuestas no van al libro. Si nadie los libera antes del {{due}}, las miran entonces otras personas validadoras o expertas, antes de que nadie pierda nada.',
    other:
      'Los votos sobre {{count}} respuestas no van al libro. Si nadie los libera antes del {{due}}, las miran entonces otras personas validadoras o expertas, antes de que nadie pierda nada.',
  },
  'notice.breakerAsked': {
    one: 'Se pide a las personas expertas que miren {{count}} de las respuestas rechazadas.',
    many: 'Se pide a las personas expertas que miren {{count}} de las respuestas rechazadas.',
    other: 'Se pide a las personas expertas que miren {{count}} de las respuestas rechazadas.',
  },
  'notice.breakerAudited':
    'De {{asked}} respuestas rechazadas y retenidas en {{project}}, las personas expertas rechazan también {{upheld}} y dan por buenas {{wrong}}.',
  'notice.breakerGoesOn': 'Así que los rechazos son correctos y van de nuevo al libro.',
  'notice.breakerDoubted':
    'Así que los rechazos siguen retenidos hasta que los liberes, o se acabe su tiempo y otras personas miren las respuestas.',
  'notice.auditAsked': {
    one: '**{{count}} elemento** espera una auditoría. Envía `expert`.',
    many: '**{{count}} de elementos** esperan una auditoría. Envía `expert`.',
    other: '**{{count}} elementos** esperan una auditoría. Envía `expert`.',
  },
  'notice.auditFound':
    'Personas expertas auditaron «{{excerpt}}» en {{project}} y dicen **{{right}}**, donde tú habías dicho {{label}}.',
  'notice.auditRight':
    'Personas expertas auditaron «{{excerpt}}» en {{project}}: **tu respuesta {{label}} es correcta** y la decisión se corrige.',
  'notice.auditWrong':
    'Personas expertas auditaron «{{excerpt}}» en {{project}}: la respuesta es **{{right}}**, no {{label}}, y la decisión se corrige.',
  'notice.auditMoney.loses':
    'Lo que ganaste con ello se retira en el libro, más lo que cuesta una respuesta equivocada; recibirás la transacción como recibo.',
  'notice.auditMoney.repaid':
    'Lo que te quitó el veredicto erróneo vuelve, con la recompensa, cuando hayan firmado para el tribunal bastantes personas expertas; recibirás la transacción como recibo.',
  'notice.auditDropped':
    'El hallazgo contra tu respuesta a «{{excerpt}}» en {{project}} se retiró tras una segunda mirada. No tiene consecuencias.',
  'notice.auditUnsigned':
    'Muy pocas personas expertas firmaron a tiempo lo que halló la auditoría de «{{excerpt}}». La corrección vale, pero el tribunal no retira nada por ella y nada se devuelve.',
  'notice.auditRepaid':
    'Lo que te había quitado un veredicto erróneo ha vuelto, con la recompensa: **{{amount}} {{symbol}}**.',
  'notice.verdictAgainst': {
    one: 'Los votos van en tu contra en **{{count}} elemento**. Es definitivo el {{due}}; hasta entonces puedes recurrir.',
    many: 'Los votos van en tu contra en **{{count}} de elementos**. Es definitivo el {{due}}; hasta entonces puedes recurrir.',
    other:
      'Los votos van en tu contra en **{{count}} elementos**. Es definitivo el {{due}}; hasta entonces puedes recurrir.',
  },
  'notice.expertSign': {
    one: 'Los expertos coinciden: un veredicto sobre **{{count}} elemento** espera tu firma hasta {{due}}. Sin ella nadie cobra por él.',
    many: 'Los expertos coinciden: veredictos sobre **{{count}} de elementos** esperan tu firma hasta {{due}}. Sin ella nadie cobra por ellos.',
    other:
      'Los expertos coinciden: veredictos sobre **{{count}} elementos** esperan tu firma hasta {{due}}. Sin ella nadie cobra por ellos.',
  },
  'notice.auditSign': {
    one: 'Lo que halló una auditoría se mantiene: se espera **{{count}} firma** tuya hasta {{due}}. Sin ella el tribunal no recupera nada y nadie que perdió por el veredicto equivocado cobra de vuelta.',
    many: 'Lo que halló una auditoría se mantiene: se esperan **{{count}} de firmas** tuyas hasta {{due}}. Sin ellas el tribunal no recupera nada y nadie que perdió por el veredicto equivocado cobra de vuelta.',
    other:
      'Lo que halló una auditoría se mantiene: se esperan **{{count}} firmas** tuyas hasta {{due}}. Sin ellas el tribunal no recupera nada y nadie que perdió por el veredicto equivocado cobra de vuelta.',
  },
  'notice.workReturned':
    'Los validadores rechazaron una respuesta tuya en {{project}}, pero ninguna otra etiqueta ganó. Puedes corregirla y enviarla otra vez hasta {{due}}; después pasa a otros. Nada de lo liquidado cambia.',
  'notice.appeal.upheld': '**Has ganado el recurso.** El veredicto se revocó y todos cobran según el nuevo.',
  'notice.appeal.lost': 'Has perdido el recurso: el veredicto se mantiene.',
  'notice.appeal.returned': 'Nadie pudo decidir tu recurso; nadie gana ni pierde nada con el elemento.',
  'notice.appeal.unclear':
    'Tu recurso acabó con el elemento como dudoso: nadie se equivoca y cobra quien respondió.',
  'notice.appeal.failed':
    'El tribunal no admitió tu recurso: llegó tarde, o el elemento ya estaba recurrido.',
  'notice.bondBack': 'Tu fianza de {{bond}} {{symbol}} vuelve.',
  'notice.bondLost': 'Tu fianza de {{bond}} {{symbol}} paga la segunda revisión.',
  'notice.bondWon':
    'Además recibes {{won}} {{symbol}} de la fianza de quien recurrió en vano la primera ronda.',
  'notice.appealOf.upheld':
    'Se recurrió un elemento en el que trabajaste y su veredicto se revocó. Todos cobran según el nuevo; `receipt` muestra las cifras.',
  'notice.appealOf.lost': 'Se recurrió un elemento en el que trabajaste y su veredicto se mantiene.',
  'notice.appealOf.returned':
    'Se recurrió un elemento en el que trabajaste y nadie pudo decidirlo: nadie gana ni pierde nada con él.',
  'notice.appealOf.unclear':
    'Se recurrió un elemento en el que trabajaste y es dudoso: nadie se equivoca y cobra quien respondió.',
  'notice.questioned': {
    one: 'Los votos deciden **{{count}} elemento** en el que trabajaste, pero sin seguridad suficiente. Tu respuesta se mira otra vez antes de que nadie pierda nada, a partir del {{due}}.',
    many: 'Los votos deciden **{{count}} de elementos** en los que trabajaste, pero sin seguridad suficiente. Tus respuestas se miran otra vez antes de que nadie pierda nada, a partir del {{due}}.',
    other:
      'Los votos deciden **{{count}} elementos** en los que trabajaste, pero sin seguridad suficiente. Tus respuestas se miran otra vez antes de que nadie pierda nada, a partir del {{due}}.',
  },
  'notice.toOthers': 'Lo miran otras personas validadoras, y más; no te cuesta nada.',
  'notice.toTheExperts':
    'Lo miran las personas expertas; no te cuesta nada. Si no pueden decir quién acierta, cobra quien respondió.',
  'notice.contested':
    'Alguien recurre los votos de un elemento en el que trabajaste. Después del {{due}} lo miran otras personas validadoras, y más; hasta que sea definitivo no paga ni quita nada a nadie.',
  'notice.contestedTwice':
    'Alguien recurre la segunda ronda de votos de un elemento en el que trabajaste. Después del {{due}} lo deciden las personas expertas; hasta entonces no paga ni quita nada a nadie.',
  'notice.ruled':
    'Las personas expertas decidieron un elemento en el que trabajaste como **{{label}}**: {{excerpt}}',
  'notice.ruledUndecidable':
    'Las personas expertas dicen que un elemento en el que trabajaste no se puede decidir; nadie gana ni pierde nada con él: {{excerpt}}',
  'notice.ruledSilent':
    'Las personas expertas no decidieron a tiempo un elemento en el que trabajaste; nadie gana ni pierde nada con él: {{excerpt}}',
  'notice.ruledUnclear':
    'Las personas expertas dicen que un elemento en el que trabajaste es dudoso: nadie se equivoca y cobra quien respondió: {{excerpt}}',
  'notice.ruledUnclearSilent':
    'Las personas expertas no decidieron a tiempo un elemento en el que trabajaste. Cuenta como dudoso: nadie se equivoca y cobra quien respondió: {{excerpt}}',
  'notice.ruledWhy': 'Motivo: {{reason}}',
  'notice.toExperts': {
    one: '**{{count}} elemento** en el que trabajaste pasa a las personas expertas. Tienen hasta el {{due}}; hasta que decidan no paga ni quita nada a nadie.',
    many: '**{{count}} de elementos** en los que trabajaste pasan a las personas expertas. Tienen hasta el {{due}}; hasta que decidan no pagan ni quitan nada a nadie.',
    other:
      '**{{count}} elementos** en los que trabajaste pasan a las personas expertas. Tienen hasta el {{due}}; hasta que decidan no pagan ni quitan nada a nadie.',
  },
  'notice.drawn': {
    one: 'Te tocó por sorteo validar **{{count}} elemento**. Tienes hasta el {{due}}.',
    many: 'Te tocó por sorteo validar **{{count}} de elementos**. Tienes hasta el {{due}}.',
    other: 'Te tocó por sorteo validar **{{count}} elementos**. Tienes hasta el {{due}}.',
  },
  'notice.reminded': {
    one: '**{{count}} elemento** aún espera tu voto, hasta el {{due}}. Pronto se pregunta también a otra persona; tu voto sigue contando.',
    many: '**{{count}} de elementos** aún esperan tu voto, hasta el {{due}}. Pronto se pregunta también a otra persona; tus votos siguen contando.',
    other:
      '**{{count}} elementos** aún esperan tu voto, hasta el {{due}}. Pronto se pregunta también a otra persona; tus votos siguen contando.',
  },
  'notice.transaction': 'Transacción `{{hash}}`',

  'notice.walletLinked': 'Se vinculó una cartera a tu cuenta: `{{address}}`.',
  'notice.changeAsked': 'El {{due}} tu cartera de cobro cambia de `{{old}}` a `{{new}}`.',
  'notice.unlinkAsked': 'El {{due}} se desvincula tu cartera `{{address}}`.',
  'notice.changeNotYou': 'Si no fuiste tú, toca el botón de abajo y mira quién más usa tus chats.',
  'notice.withdrawAsked':
    '{{amount}} {{symbol}} han salido de tu depósito. Se pueden cobrar en `{{address}}`, y en ningún otro sitio, desde el {{date}}.',
  'notice.moneyNotYou':
    '¿No fuiste tú? Entonces otra persona puede firmar con tu cartera: mueve a otra lo que haya en ella.',
  'notice.sessionEnds':
    'Tu sesión para `{{address}}` termina el {{date}}. Después tus respuestas no pueden retener depósito, así que no ganan nada.',
  'notice.changed': 'Tu cartera de cobro es ahora `{{new}}` y ya no `{{old}}`.',
  'notice.unlinked': 'Tu cartera `{{address}}` está desvinculada.',
  'notice.changeCancelled': 'Tu cartera sigue siendo `{{address}}`: el cambio se canceló.',
  'notice.joinAsked':
    'La cuenta de {{platform}} **{{name}}** firmó con tu cartera `{{address}}` y pide ser una sola persona contigo.',
  'notice.joinNotYou': 'Di que sí solo si esa cuenta es tuya.',
  'notice.joined': 'Tus cuentas con la cartera `{{address}}` son ahora una persona.',
  'notice.joinRefused': 'La cuenta con la cartera `{{address}}` no aceptó unirse con la tuya.',

  'simulate.title': 'Qué esperar de {{project}}',
  'simulate.subtitle': {
    one: '{{people}} personas, {{items}} elementos, {{count}} prueba de cada ajuste',
    many: '{{people}} personas, {{items}} elementos, {{count}} de pruebas de cada ajuste',
    other: '{{people}} personas, {{items}} elementos, {{count}} pruebas de cada ajuste',
  },
  'simulate.setting': 'Ajuste',
  'simulate.exactly': {
    one: '{{count}} respuesta',
    many: '{{count}} de respuestas',
    other: '{{count}} respuestas',
  },
  'simulate.peers': {
    one: 'pares, {{count}} voto',
    many: 'pares, {{count}} de votos',
    other: 'pares, {{count}} votos',
  },
  'simulate.between': 'de {{redundancy}} a {{most}} respuestas',
  'simulate.share': 'deciden {{numerator}}/{{denominator}}',
  'simulate.adaptive': 'adaptativo',
  'simulate.figure.accuracy': 'Etiquetas correctas',
  'simulate.figure.tokens': '{{symbol}}',
  'simulate.figure.tokensPerItem': '{{symbol}} por elemento',
  'simulate.figure.answersPerItem': 'Respuestas por elemento',
  'simulate.figure.days': 'Días',
  'simulate.figure.toExperts': 'Quedan para expertos',
  'simulate.figure.honestSlashed': 'Respuestas honestas que pierden depósito',
  'simulate.namedTitle': 'De las personas de cada tipo, el informe de salud señala',
  'simulate.kind.honest': 'honestas',
  'simulate.kind.dropOut': 'que abandonan',
  'simulate.kind.sleeper': 'que se tuercen',
  'simulate.kind.spammer': 'que no miran',
  'simulate.kind.colluder': 'que se conciertan',
  'simulate.interval': '19 de cada 20 proyectos como este acaban entre los números de la segunda línea.',
  'simulate.unfinished':
    'Hasta un {{share}} de los elementos no se pudo terminar: no había personas suficientes para ellos.',
  'simulate.unbeaten': 'Ningún otro ajuste es a la vez más barato y más preciso que: {{settings}}.',
  'simulate.cutShort': {
    one: 'El tiempo se acabó tras {{count}} de {{wanted}} pruebas. Permite más con --seconds.',
    many: 'El tiempo se acabó tras {{count}} de {{wanted}} pruebas. Permite más con --seconds.',
    other: 'El tiempo se acabó tras {{count}} de {{wanted}} pruebas. Permite más con --seconds.',
  },
  'simulate.legend.unbeaten': 'ningún otro ajuste es a la vez más barato y más preciso',
  'simulate.legend.beaten': 'otro ajuste es más barato o más preciso, y no peor en lo otro',
  'simulate.legend.interval': '19 de cada 20 proyectos como este acaban entre',

  'error.incident':
    'Algo ha fallado por nuestra parte y no se ha perdido nada tuyo. Si vuelve a pasar, comunica el número {{incident}}.',
} as const satisfies Messages<'one' | 'many' | 'other'>

export const esErrors = {
  'action.foreign': 'Este botón es de otra persona. Envía `task` para recibir tu propio elemento.',
  'action.stale': 'Este botón es demasiado antiguo. Envía `task` para continuar.',
  'command.unknown': 'No existe la orden "{{name}}". Envía `help` para ver qué puedes hacer.',
  'command.forbidden': 'Esto solo puede hacerlo {{role}}. Pregunta a quienes llevan esta comunidad.',
  'command.missingArgument': 'Falta el argumento "{{argument}}". Escribe: `{{usage}}`',
  'command.tooFast': 'Has ido un poco rápido. Inténtalo de nuevo en {{seconds}} s.',
  'command.startFirst': 'Envía primero `start`: es un minuto.',
  'command.noChoice':
    '"{{text}}" no es ninguna de las opciones. Toca un botón o escribe su número o sus palabras.',
  'locale.unknown': 'Todavía no hablamos "{{locale}}". Elige uno de: {{available}}.',
  'project.unknown': 'No existe el proyecto "{{project}}".',
  'project.invalid': 'El archivo de proyecto no sirve: {{problems}}',
  'project.exists': 'Ya existe un proyecto "{{project}}". Elige otro nombre.',
  'project.notActive': 'El proyecto "{{project}}" está {{state}} y no reparte elementos.',
  'project.wrongState':
    'El proyecto "{{project}}" está {{state}}; esto solo funciona cuando está {{wanted}}.',
  'project.none': 'Todavía no hay ningún proyecto. Moderación puede crear uno con `project create`.',
  'import.unreadable': 'No se puede leer el archivo "{{file}}": {{reason}}',
  'import.unknownFormat': 'No conocemos el formato del archivo "{{file}}". Usa .jsonl, .csv o .tsv.',
  'import.empty': 'El archivo "{{file}}" no tiene filas.',
  'export.unwritable': 'No se puede escribir el archivo «{{file}}»: {{reason}}',
  'appeal.closed': 'Esto ya no se puede recurrir.',
  'appeal.already': 'Alguien ya recurrió este veredicto.',
  'appeal.none': 'No hay tal veredicto. Envía `appeal` para ver los que puedes recurrir.',
  'breaker.none': 'No hay tal número. `breaker list {{project}}` muestra lo retenido.',
  'breaker.why':
    'Di por qué: `breaker resume {{project}} {{number}}` y unas palabras. Se guardan con tu nombre.',
  'finding.closed': 'Este hallazgo ya no se puede impugnar.',
  'finding.none': 'No hay tal hallazgo. Envía `finding` para ver los que puedes impugnar.',
  'appeal.ownWallet': 'Tu propia cartera firma los recursos. Envía `appeal` y elígelo allí.',
  'expert.closed': 'Este elemento ya está decidido. Envía `expert` para el siguiente.',
  'expert.tookPart':
    'Participaste en este elemento, así que lo dictaminan otras personas. Envía `expert` para el siguiente.',
  'expert.notUnclear':
    'Este elemento no puede ser dudoso: ya está liquidado, o alguien dice que una respuesta no es suya. Elige una etiqueta, o que no se puede decidir.',
  'expert.noChoice': 'Envía `expert` y elige primero una etiqueta.',
  'validator.hasSeat': 'Ya tienes un asiento. `validator status` lo muestra.',
  'expert.nothingToSign': 'Ningún veredicto ni hallazgo espera tu firma. Te avisamos cuando haya uno.',
  'validator.nothingDrawn':
    'Ahora no se te pide ningún voto. Recibes un aviso cuando sales en el sorteo; `task` te da elementos para etiquetar.',
  'group.notHere': 'Dilo en el grupo, tema o hilo mismo.',
  'group.mayNotPost': 'No puedo escribir aquí. Déjame primero enviar mensajes aquí y dilo otra vez.',
  'group.notPeers': 'En {{project}} nadie vota: solo los proyectos con el protocolo `peers` tienen disputas.',
  'group.content': 'No todo el mundo acepta el contenido de {{project}}, así que no se muestra a un grupo.',
  'group.notConnected': 'Aquí no se vota nada.',
  'group.over': 'La votación de este elemento terminó.',
  'group.notDrawn': 'No te tocó este elemento por sorteo. Lo votan otras personas.',
  'group.tookPart': 'Ya participaste en este elemento, así que ahora lo votan otras personas.',
  'group.reserve': 'Estás en reserva para este elemento. Recibes un aviso si alguien no puede votar.',
  'group.gaveUp': 'Se pidió el voto a otra persona en tu lugar.',
  'group.voted': 'Ya votaste este elemento. El recibo firmado: `receipt {{receipt}}`',
  'validator.notDrawn': 'No te tocó este elemento por sorteo. Si no sabes, dilo con el otro botón.',
  'validator.badHours': '"{{given}}" no son horas. Escribe por ejemplo `8-22 +2`, o `always`.',
  'task.none': 'No te queda nada por etiquetar. ¡Gracias! Envía `task` más tarde para mirar otra vez.',
  'task.unsuited':
    'Lo que está abierto pide un idioma, un contenido o habilidades que no son los tuyos. Envía `preferences` para ver y cambiar lo que se te da.',
  'task.waiting':
    'Todo lo abierto lo tienen otras personas ahora. Envía `task` otra vez dentro de unos {{minutes}} min.',
  'task.closed': 'Este elemento ya está cerrado. Envía `task` para recibir el siguiente.',
  'task.unknownLabel': '"{{label}}" no es una etiqueta aquí. Elige una de: {{labels}}.',
  'stake.tooLow':
    'Una respuesta retiene un depósito de {{needed}} tokens y tienes libres {{available}}. Espera a que se liquiden los elementos abiertos.',
  'session.over':
    'Tus límites para etiquetar han terminado: una respuesta no podría retener depósito y no ganaría nada. Pon otros con `session`.',
  'session.tooSmall':
    'Aquí una respuesta retiene {{needed}} tokens y tus límites permiten {{limit}} para una. Pon otros con `session`.',
  'wallet.required': 'Necesitas un monedero vinculado con depósito antes de etiquetar aquí.',
  'wallet.notSetUp': 'Aquí no se pueden vincular carteras todavía. Pregunta a quienes llevan esta comunidad.',
  'wallet.tooOften': 'Has empezado muchas veces. Espera {{minutes}} min e inténtalo de nuevo.',
  'wallet.queueFull':
    'Demasiada gente está vinculando ahora. Inténtalo en unos minutos o vincula en un navegador.',
  'wallet.over': 'Esto ya terminó. Envía `wallet` para empezar de nuevo.',
  'wallet.alreadyLinked': '{{address}} ya es tu cartera vinculada.',
  'wallet.taken': 'Otra cuenta acaba de vincular esta cartera. Envía `wallet` para empezar de nuevo.',
  'wallet.notLinked': 'No tienes cartera vinculada. Envía `wallet` para vincular una.',
  'wallet.itemsOpen':
    'Tienes {{count}} elementos abiertos. Tu cartera puede cambiar cuando se liquiden: termina o salta el que tienes, y espera al resto.',
  'wallet.changePending': 'Ya hay un cambio de tu cartera en marcha. Envía `wallet` para verlo.',
  'wallet.noChange': 'No hay ningún cambio de tu cartera que cancelar.',
  'wallet.badPhrase': 'Una frase de seguridad tiene de {{least}} a {{most}} caracteres.',
  'wallet.badSignature': 'Esto no es una firma válida del mensaje. Inténtalo de nuevo o usa otra cartera.',
  'wallet.wrongAccount':
    'El mensaje lo firmó {{signer}}, no {{wanted}}. Elige una cuenta en tu cartera e inténtalo de nuevo.',
  'wallet.badAddress': 'Esto no es la dirección de una cartera.',
  'wallet.twoWallets':
    'Las dos cuentas tienen una cartera. Desvincula primero una de ellas; surte efecto tras el plazo habitual.',
  'wallet.otherAddress':
    'Vinculaste {{wanted}}, y esta es {{given}}. Elige la cuenta vinculada en tu cartera e inténtalo de nuevo.',
  'wallet.refusedWish': 'El libro no lo aceptó; tu chat dice por qué. No se ha movido nada tuyo.',
  'money.noWallet': 'Todavía no tienes cartera aquí. Envía `wallet` para vincular una.',
  'money.settling':
    'Lo que firmaste antes aún se está liquidando. Espera a que lo tenga la cadena: nada se envía dos veces.',
  'money.badAmount':
    '"{{given}}" no es una cantidad que podamos usar. Escribe un número de tokens, con tres cifras decimales como mucho: 12.5',
  'money.badSession':
    'Estos límites no se pueden fijar. Las cantidades son centésimas de token como mucho, los días de 1 a {{most}}: session 20 1 30',
  'resubmit.over': 'Este elemento ya no te espera. Envía `task` para recibir otro.',
  'resubmit.busy': 'Tienes otro elemento. Respóndelo primero: envía `task`.',
  'mywork.noSuch': 'Envía `mywork` y un número del 1 al {{count}}.',
  'receiptFile.noVote':
    'No tienes ningún voto con el recibo {{code}}. El código está debajo de la respuesta a la que pertenece.',
  'receiptFile.unreadable': 'No se puede leer el archivo "{{file}}": {{reason}}',
  'receiptFile.invalid': 'El archivo "{{file}}" no contiene ningún recibo: {{problems}}',
  'receiptFile.elsewhere': 'El recibo es del contrato {{stated}}, pero este es {{expected}}.',
  'receipt.none': 'Ninguna de tus respuestas está todavía en el libro. Van allí por lotes.',
  'verify.badReference':
    '"{{given}}" no nombra ningún elemento. Escribe lote y elemento con un punto, como los muestra `receipt`: verify 12.3',
  'verify.noItem': 'No hay elemento {{item}} en el lote {{batch}}.',
  'money.noSession': 'No hay ninguna sesión que terminar.',
  'money.tooEarly': 'Se puede cobrar el {{due}} UTC.',
  'money.tokensTooLow': 'Tu cartera {{address}} tiene {{available}} {{symbol}}, y hacen falta {{needed}}.',
  'money.ownTooLow':
    'Se pueden retirar {{available}} {{symbol}} y pediste {{needed}}. Lo que retienen respuestas abiertas queda libre cuando se liquidan.',
  'wallet.joinOver': 'Esta petición ya está respondida o es demasiado antigua.',
  'person.unknown':
    'Nadie se llama aquí «{{person}}». Usa un nombre o el comienzo de un seudónimo, por ejemplo p-3f0c2a, de `people list`.',
  'person.ambiguous':
    '«{{person}}» puede ser una de {{count}} personas. Escribe más del seudónimo; `people list` lo muestra.',
  'person.sameName':
    '{{count}} personas se llaman «{{person}}». Usa la plataforma y el id allí, como telegram:123456.',
  'skill.unknown': 'El proyecto no pide «{{given}}». Las habilidades que pide: {{skills}}.',
  'preference.unknown': 'Ningún proyecto tiene «{{given}}» ahora. Envía `preferences` para ver lo que hay.',
  'cluster.samePerson': 'Ya es una sola persona.',
  'cluster.none': '{{person}} ya cuenta por su cuenta.',
  'rank.unknown': '«{{given}}» no es un rango. Elige uno de: {{ranks}}.',
  'practice.none': 'No hay nada que practicar en el proyecto «{{project}}». Envía `task` para empezar.',
  'practice.needed':
    'Antes de recibir elementos de {{project}} practicas con algunos de respuesta conocida, hasta que {{right}} de los últimos {{items}} sean correctos. Cada vez se te dice por qué y no hay nada en juego.',
  'gold.unknownItem':
    'El proyecto «{{project}}» no tiene el elemento «{{item}}». Usa el id del archivo importado, como lo muestra `gold list`.',
  'gold.notProposed': 'El elemento «{{item}}» no espera confirmación. Para dar su respuesta, usa `gold add`.',
  'gold.notGold': 'El elemento «{{item}}» no es de control.',
  'gold.noObjection': 'Aquí ya no hay ninguna respuesta conocida a la que puedas objetar.',
  'gold.unknownReason': '«{{given}}» no es un motivo para retirarlo. Elige uno de: {{reasons}}.',
  'link.badCode':
    'Este código no es correcto o ha caducado. Envía `link` en tu otra plataforma para recibir otro.',
  'link.sameAccount': 'Estas dos ya están vinculadas.',
  'attachment.tooLarge': 'El archivo supera los {{megabytes}} MB. Divídelo y envía las partes una a una.',
  'attachment.unavailable': 'No se pudo obtener el archivo "{{file}}". Envíalo otra vez.',
  'attachment.noCommand':
    'Envía el archivo junto con lo que hay que hacer con él, como leyenda: `/project import <proyecto>` o `/project create`',
  'discord.unauthorized':
    'Discord rechaza el token del bot. Restablécelo en la página Bot del portal de desarrolladores y vuelve a poner DISCORD_TOKEN.',
  'discord.unreachable': 'Discord en {{url}} no responde: {{reason}}. Comprueba DISCORD_API_URL y la red.',
  'telegram.unauthorized': 'Telegram rechaza el token del bot. Copia otra vez TELEGRAM_TOKEN de @BotFather.',
  'telegram.unreachable': 'Telegram en {{url}} no responde: {{reason}}. Comprueba TELEGRAM_API_URL y la red.',
  'telegram.portTaken': 'El puerto {{port}} está ocupado. Pon otro en TELEGRAM_WEBHOOK_PORT.',
  'chain.unreachable':
    'La cadena en {{url}} no responde: {{reason}}. Comprueba RPC_URL y que el nodo esté en marcha.',
  'chain.noEndpoint': 'Aquí no corre ninguna cadena. Indica su dirección con --rpc o pon RPC_URL.',
  'chain.noAddresses':
    'No existe el archivo {{file}} con las direcciones de los contratos. Indícalo con --addresses.',
  'chain.badAddresses': 'El archivo {{file}} no nombra los contratos: {{problems}}',
  'chain.toolMissing': 'Falta el programa "{{tool}}". Ejecuta `npm ci` en la carpeta del proyecto.',
  'operator.refused': 'El operador no firma: {{reason}} ({{detail}}). docs/operators.md explica por qué.',
  'operator.noDeployment': 'El archivo {{file}} no nombra los contratos: {{problems}}',
  'chain.wrong': 'Esa dirección sirve la cadena {{chain}}, no la {{wanted}}.',
  'deploy.badTerms': 'Las condiciones de {{file}} no sirven: {{problems}}',
  'deploy.stepFailed':
    'El paso {{step}} fue rechazado: {{reason}}. Arregla la causa y repite la orden: sigue desde ahí.',
  'deploy.otherTerms':
    'El despliegue de {{file}} empezó con otras condiciones, otra clave u otros contratos. Sigue con aquellos, o aparta el archivo para empezar otro.',
  'deploy.noBuild': 'No se pueden compilar los contratos: {{reason}}',
  'deploy.needsAudit':
    'Nada se despliega en la red principal sin una auditoría ajena. Cuando la tengas, añade --i-have-an-audit. La lista está en docs/deploying.md.',
  'deploy.needsRehearsal':
    'Nada se despliega en la red principal sin haberlo ensayado antes en Sepolia. {{file}}: {{problem}}.',
  'key.none': 'No hay clave. Indica un almacén con --keystore o pon {{variable}}.',
  'key.public':
    'Es una clave de prueba que todos conocen: lo que tenga desaparece en el acto. Usa una propia.',
  'key.noPassword': 'El almacén necesita su contraseña. Pon {{variable}} o ejecuta la orden en una terminal.',
  'key.unreadable': 'No se puede abrir el almacén {{file}}: {{reason}}',
  'key.exists': 'Ya existe un archivo {{file}}; se deja como está.',
  'operators.tooFew':
    'Solo han firmado {{signed}} de los {{needed}} operadores necesarios. Inicia los demás. {{refusals}}',
  'config.invalid': 'La configuración no sirve: {{problems}}. Mira .env.example.',
  'database.unreachable': 'No se puede abrir la base de datos {{url}}: {{reason}}. Comprueba DATABASE_URL.',
  'web.badRequest': 'Esta petición no se entiende: {{problem}}',
  'web.foreignOrigin': 'No se aceptan peticiones de otros sitios. Abre el chat en su propia dirección.',
  'web.unknownPerson': 'No hay ninguna persona «{{person}}». Añádela primero.',
  'web.unknownAddress': 'No hay nada en esta dirección.',
  'web.fileTooLarge': 'El archivo supera los {{megabytes}} MB. Divídelo y envía las partes una a una.',
  'web.unavailable': 'El chat no puede responder ahora; no has perdido nada. Inténtalo otra vez.',
  'data.inUse':
    'Otro Tagora está funcionando sobre {{folder}}. Detenlo antes o pon otra carpeta en DATA_DIR.',
  'demo.foreignFolder':
    'La carpeta {{folder}} contiene algo que no es una demostración, así que no se vacía. Elige otra con --data-dir.',
  'platform.badToken': '{{platform}} rechaza el token. Pon uno nuevo en {{variable}}.',
  'platform.unreachable': '{{platform}} no responde: {{reason}}. Comprueba la red.',
  'chain.failedTransactions':
    'Los contratos rechazaron {{count}} transacciones y lo que depende de ellas está retenido. La primera: {{reason}}. Corrige la causa y ejecuta `tagora transactions retry`.',
  'operator.portTaken': 'El puerto {{port}} está ocupado. Elige otro con --port.',
  'link.portTaken': 'El puerto {{port}} está ocupado. Pon otro en LINK_PORT.',
  'ledger.insufficient':
    'El proyecto {{project}} tiene {{available}} tokens sin reservar; este lote necesita {{requested}}. Añade fondos al proyecto.',
  'ledger.unknownProject': 'El contrato no tiene ningún proyecto {{project}}.',
  'simulate.tooMany': 'Estas listas forman {{count}} ajustes; se comparan {{most}} a la vez como máximo.',
  'simulate.tooLarge':
    'Tantos elementos pueden pedir {{answers}} respuestas; en la memoria caben {{most}} como máximo. Toma menos elementos, o un máximo más pequeño.',
  'simulate.tooLong':
    'Ni siquiera una prueba de cada ajuste acaba en {{seconds}} s. Toma menos elementos o ajustes, o permite más con --seconds.',
  'simulate.badPeople':
    'Quienes no miran, se conciertan, se tuercen o abandonan son más que todas las personas juntas.',
  'simulate.badLabels':
    'Da a --label-shares una proporción para cada una de las {{count}} etiquetas; juntas suman 1.',
  'simulate.tooAccurate':
    'Con {{hard}} de elementos difíciles, la gente no puede acertar más de {{most}}; {{accuracy}} exige menos elementos difíciles (--hard).',
  'verify.amount': '{{event}} de {{who}}: la cadena dice {{stated}} tokens, las reglas dan {{computed}}.',
  'verify.batchNumber': 'Se bloqueó el lote {{batch}} cuando tocaba el {{expected}}.',
  'verify.callMissing':
    'Lote {{batch}}: los argumentos de {{call}} no están en su transacción y el nodo no puede trazarla, así que el lote no se puede comprobar. Usa un nodo que responda a debug_traceTransaction.',
  'verify.inner':
    'Lote {{batch}}: la propuesta nombra otras etiquetas, anotadores o elementos que el bloqueo.',
  'verify.secret': 'Lote {{batch}}: el secreto de la propuesta no es el que comprometió el bloqueo.',
  'verify.seed': 'Lote {{batch}}: la semilla del sorteo no resulta del secreto y del hash de su bloque.',
  'verify.seat': 'Se ocupó el asiento {{seat}} cuando tocaba el {{expected}}.',
  'verify.terms':
    'Lote {{batch}}: el bloqueo da a la cuenta {{account}} el término {{stated}}, las reglas dan {{computed}} (0: omitida; si no, clase de historial más uno).',
  'verify.lockEvent':
    'Lote {{batch}}: su evento nombra otro proyecto, otras etiquetas u otro secreto que la llamada que lo bloqueó.',
  'verify.unreserved': 'Se bloqueó el lote {{batch}} aunque el proyecto {{project}} no podía pagarlo.',
  'verify.deadline':
    '{{event}} de {{who}}: la cadena dice el segundo {{stated}}, las reglas dan {{computed}}.',
  'verify.untimely':
    '{{event}} de {{who}} ocurrió a las {{at}}; las reglas lo permiten de {{from}} a {{until}}.',
  'verify.openItem':
    'Lote {{batch}}, elemento {{item}}: la cadena dice {{stated}}, el sorteo y los votos dan {{computed}}.',
  'verify.ruling':
    'Lote {{batch}}, elemento {{item}}: la cadena dice que terminó como {{stated}}, y no puede ser; sin veredicto termina como {{computed}}.',
  'verify.signatures':
    'Lote {{batch}}: {{call}} lleva {{valid}} firmas válidas de operadores; hacen falta {{threshold}}.',
  'verify.operators': 'Lote {{batch}}: {{call}} nombra otros operadores que el registro.',
  'verify.word': '{{what}}: la cadena guarda {{field}} = {{stated}}, las reglas dan {{computed}}.',
  'verify.insolvent': 'El contrato debe {{owed}} tokens y solo tiene {{held}}.',
  'verify.total': 'El contrato se anota {{counted}} tokens, lo que debe suma {{owed}}.',
  'verify.dataMissing': 'Lote {{batch}}: sus datos no están publicados.',
  'verify.dataInvalid': 'Lote {{batch}}: sus datos publicados no se pueden leer: {{problems}}',
  'verify.dataForeign':
    'Lote {{batch}}: sus datos publicados son de otro {{field}} ({{stated}}, no {{expected}}).',
  'verify.dataCount': 'Lote {{batch}}: hay {{stated}} etiquetas publicadas, se bloquearon {{expected}}.',
  'verify.dataAnnotator':
    'Lote {{batch}}, elemento {{item}}: publicado como etiqueta de la cuenta {{stated}}; se bloqueó el depósito de la cuenta {{expected}}.',
  'verify.dataRoot':
    'Lote {{batch}}: las etiquetas publicadas no son las que se bloquearon (su raíz de Merkle es otra).',
  'verify.dataLate': 'Lote {{batch}}, elemento {{item}}: publicado como enviado después de bloquear su lote.',
  'verify.receiptSignature':
    'Lote {{batch}}, elemento {{item}}: el recibo de la cuenta {{account}} no está firmado por el operador {{operator}}.',
  'verify.receiptTwice': 'Lote {{batch}}, elemento {{item}}: la cuenta {{account}} tiene dos recibos.',
  'verify.receiptStranger':
    'Lote {{batch}}, elemento {{item}}: la cuenta {{account}} tiene un recibo, pero ningún asiento sorteado que cuente.',
  'verify.receiptVote':
    'Lote {{batch}}, elemento {{item}}: la cuenta {{account}} tiene un recibo de {{receipt}}, la propuesta dice {{proposed}}.',
  'verify.voteWithoutReceipt':
    'Lote {{batch}}, elemento {{item}}: el voto de la cuenta {{account}} no tiene recibo.',
  'verify.unknownBatch': '{{event}} del lote {{batch}}, del que no se conoce ningún paso anterior.',
  'web.portTaken': 'El puerto {{port}} está ocupado. Pon otro en WEB_PORT.',
} as const satisfies ErrorMessages
