// What every layer of vector tiles that is cut from the database keeps to.

/** Below, a dot stands for all that lies in an eighth of its tile's width; `n` says how many. */
export const SINGLE_FROM_ZOOM = 14
/** Browsers enlarge the tiles of this zoom beyond it. */
export const DEEPEST_ZOOM = 16
