import type { Facts } from '@roadbook/chaincode/api';

/** What the exit code of `roadbook` says. */
export const EXITS = {
  done: { code: 0, says: 'Done.' },
  refused: {
    code: 1,
    says: 'Refused by the contract, or found not right by a calculator. Nothing was written.',
  },
  usage: { code: 2, says: 'The command line or the input is not right. Nothing was sent.' },
  network: {
    code: 3,
    says: 'The network could not be reached or did not carry it out. Nothing was written.',
  },
  unknown: {
    code: 4,
    says: 'Whether it was written is not known: ask with `roadbook outcome <txId>`, do not send it again.',
  },
  broken: { code: 5, says: 'roadbook itself failed.' },
} as const;

export type Exit = keyof typeof EXITS;

export interface Trouble {
  /** The broken rule, in capitals. */
  readonly code: string;
  readonly message: string;
  readonly cure: string;
  readonly facts?: Facts | undefined;
  readonly txId?: string | undefined;
  /** How far it came: input, contract, endorsement, ordering, commit. */
  readonly stage?: string | undefined;
}

/** A command that did not succeed: what it was, what to do, and how the program ends. */
export class Fault extends Error {
  readonly exit: Exit;
  readonly trouble: Trouble;

  constructor(exit: Exit, trouble: Trouble) {
    super(trouble.message);
    this.name = 'Fault';
    this.exit = exit;
    this.trouble = trouble;
  }
}

/** The command line or the input is not right. */
export const misused = (code: string, message: string, cure: string, facts?: Facts): Fault =>
  new Fault('usage', { code, message, cure, facts, stage: 'input' });
