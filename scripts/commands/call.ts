import type { ParseArgsOptionsConfig } from 'node:util';
import type { Home } from '../home';

export type Call = {
  readonly home: Home;
  readonly json: boolean;
  /** Options with a value, options without, and the rest of the line. */
  readonly texts: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
  readonly words: readonly string[];
};

export type Command = {
  readonly usage?: string;
  readonly summary: string;
  readonly options?: ParseArgsOptionsConfig;
  /** How many words it takes beside its options, at most; none unless told. */
  readonly words?: number;
  readonly run: (call: Call) => Promise<void>;
};
