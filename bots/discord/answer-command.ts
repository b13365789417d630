/** The command for answering in words, for screen readers and whoever would rather type: the bot does not
 * read messages. Its name in other languages is in the locales. */
export const ANSWER_COMMAND = 'answer'
export const ANSWER_OPTION = 'text'
