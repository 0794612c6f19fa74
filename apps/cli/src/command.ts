import type { Command } from 'commander';
import type { Fault } from './fault';
import type { Paper } from './terminal/layout';
import type { Terminal } from './terminal/terminal';

/**
 * What a command answers: a value for machines and words for people. A fault beside it says why the program
 * does not end with 0; the words tell it too.
 */
export interface Answer {
  readonly value: object;
  readonly words: (paper: Paper) => string;
  readonly fault?: Fault | undefined;
}

/** What a command works with. */
export interface Desk {
  readonly terminal: Terminal;
  readonly paper: Paper;
  /**
   * Runs the work of a command, prints its answer, remembers how it ended. Nothing is printed when it answers
   * nothing.
   */
  readonly act: (work: () => Promise<Answer | undefined> | Answer | undefined) => Promise<void>;
  /** True when one JSON document is wanted. */
  readonly json: boolean;
}

/** One command: its words on the command line and its work. */
export type Register = (program: Command, desk: Desk) => void;
