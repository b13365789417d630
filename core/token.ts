/** Symbol of the token that rewards and stakes are counted in; LabelToken carries the same. */
export const TOKEN_SYMBOL = 'LABEL'
