import type { Home } from '../home';

export type State = 'well' | 'warning' | 'fault';
export type Finding = {
  readonly about: string;
  /** The process that it is of, by its id of `scripts/status`. */
  readonly process?: string;
  readonly state: State;
  readonly what: string;
  readonly cure?: string;
};
export type Look = (home: Home) => readonly Finding[] | Promise<readonly Finding[]>;

export const well = (about: string, what: string): Finding => ({ about, state: 'well', what });
