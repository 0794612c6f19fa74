/** What is told of a call: never its content. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly [field: string]: string | number | undefined;
}
export type Log = (line: LogLine) => void;

/** One JSON document a line on the standard error; the same warning at most once a minute. */
export function logToStderr(now: () => number = Date.now): Log {
  const told = new Map<string, number>();
  return (line) => {
    const at = now();
    if (line.level !== 'info') {
      const same = `${line.what} ${line['operation']} ${line['code']}`;
      if (at - (told.get(same) ?? 0) < 60_000) return;
      if (told.size > 1_000) told.clear();
      told.set(same, at);
    }
    process.stderr.write(`${JSON.stringify({ at: new Date(at).toISOString(), ...line })}\n`);
  };
}
