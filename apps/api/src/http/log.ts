/** What is told of a request: never its content, its address as called, or its token. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly [field: string]: string | number | undefined;
}
export type Log = (line: LogLine) => void;

/** One JSON document a line on the standard error. */
export const logToStderr =
  (now: () => Date): Log =>
  (line) => {
    process.stderr.write(`${JSON.stringify({ at: now().toISOString(), ...line })}\n`);
  };
