import type { Home } from '../home';

export type Call = {
  readonly home: Home;
  readonly json: boolean;
  /** Options with a value, options without, and the rest of the line. */
  readonly texts: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
  readonly words: readonly string[];
};
