/** What a person sees goes to stderr; stdout is kept for results, so that `--json` can be piped. */
const colour = process.stderr.isTTY && !process.env.NO_COLOR;
const paint = (code: number, text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);

export const say = (text = '') => process.stderr.write(`${text}\n`);
export const green = (text: string) => paint(32, text);
export const red = (text: string) => paint(31, text);
export const faint = (text: string) => paint(2, text);

export const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Do one thing, say what it was and how long it took. A string result is said beside it. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  if (process.stderr.isTTY) process.stderr.write(faint(`… ${title}`));
  const clear = process.stderr.isTTY ? '\r\x1b[K' : '';
  try {
    const result = await work();
    say(
      `${clear}${green('✓')} ${title}${typeof result === 'string' ? ` (${result})` : ''} ${faint(seconds(began))}`,
    );
    return result;
  } catch (error) {
    say(`${clear}${red('✗')} ${title} ${faint(seconds(began))}`);
    throw error;
  }
}

/** The result of a command: as one JSON document on request, else in words. */
export function answer(json: boolean, value: unknown, words: () => string | undefined) {
  const text = json ? JSON.stringify(value, null, 2) : words();
  if (text !== undefined && text !== '') process.stdout.write(`${text}\n`);
}

/** The same for all at once; the first failure is told when all have ended. */
export async function forAll<T>(all: readonly T[], work: (one: T) => Promise<unknown>) {
  const done = await Promise.allSettled(all.map(work));
  const failed = done.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
