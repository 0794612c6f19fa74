/** Most bytes of input that are read: more than any request may hold. What is longer is read no further. */
export const MAX_INPUT = 8_000_000;

/** All that the program sees of the world: a test gives another one. */
export interface Terminal {
  /** Characters in a line. */
  readonly columns: number;
  readonly colour: boolean;
  /** The same for what goes to the standard error. */
  readonly errorColour: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin. */
  readonly directory: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readInput: () => Promise<string>;
  /** Calls back when the person wants to stop (Ctrl-C). */
  readonly onStop: (then: () => void) => void;
}

/** Width of text that goes to a file or another program. */
const UNSEEN = 120;
const NARROWEST = 40;

const wantsColour = (env: Terminal['env'], isTerminal: boolean): boolean =>
  !env.NO_COLOR && (Boolean(env.FORCE_COLOR) || (isTerminal && env.TERM !== 'dumb'));

/** The terminal of this process. */
export function thisTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  return {
    columns: Math.max(NARROWEST, stdout.columns || Number(env.COLUMNS) || stderr.columns || UNSEEN),
    colour: wantsColour(env, stdout.isTTY === true),
    errorColour: wantsColour(env, stderr.isTTY === true),
    env,
    directory: process.cwd(),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    readInput: async () => {
      const parts: Buffer[] = [];
      let length = 0;
      for await (const part of stdin as AsyncIterable<Buffer>) {
        parts.push(part);
        length += part.length;
        if (length > MAX_INPUT) break;
      }
      return Buffer.concat(parts).toString('utf8');
    },
    onStop: (then) => void process.once('SIGINT', then).once('SIGTERM', then),
  };
}
