/** Something is wrong that a person can put right: what it is, and the cure. */
export class Fault extends Error {
  readonly cure: string;
  constructor(what: string, cure: string) {
    super(what);
    this.cure = cure;
  }
}

/** The command line is not right; nothing was begun. */
export class Misuse extends Fault {}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * How a command ends that did not succeed: the exit codes are those of `roadbook`, and so is the shape of the
 * error.
 */
export type Trouble = {
  readonly exit: 1 | 2 | 5;
  readonly code: string;
  readonly message: string;
  readonly cure: string;
};

export function troubleOf(error: unknown, name: string): Trouble {
  const message = messageOf(error);
  if (error instanceof Misuse) return { exit: 2, code: 'USAGE', message, cure: error.cure };
  if (error instanceof Fault) return { exit: 1, code: 'FAULT', message, cure: error.cure };
  // What parseArgs says after the first sentence is about words that begin with a hyphen.
  if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    return { exit: 2, code: 'USAGE', message: message.split('. ')[0] ?? '', cure: `scripts/${name} --help` };
  return {
    exit: 5,
    code: 'BROKEN',
    message,
    cure: 'run it again with ROADBOOK_TRACE=1 and report what it prints',
  };
}
