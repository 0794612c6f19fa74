/** Levels that a trace follows where nothing else is asked. */
export const DEPTH = 16;
/** Most levels that may be asked. */
export const MAX_DEPTH = 64;
/** Most links that one page of a trace answers, and events that a bill of material is made from. */
export const MAX_LINKS = 500;
/** Most links that are followed for one number. */
export const MAX_COUNTED = 20_000;
/** Most vehicles whose birth certificates may name one thing and are told with it. */
export const MAX_VINS = 20;
