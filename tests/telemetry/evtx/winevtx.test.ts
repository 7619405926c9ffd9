/**
 * Every field of every record of the corpora, against what an independent reader makes of it. What
 * `winevtx` loses or reads otherwise is listed, with the reason.
 */
