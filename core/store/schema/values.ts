/** 0 or 1: SQLite has no booleans. */
export type Flag = 0 | 1

/** A token amount in wei as decimal text: 256 bits fit no integer column. */
export type WeiText = string

export type JsonText = string
