import type { Desk } from '../command';

/** Until when somebody listens, and who hears that the line broke. */
interface Listening {
  readonly signal: AbortSignal;
  readonly onBreak: (why: string) => void;
}

/** Tells what comes, a line each, until the person stops it: JSON documents with --json, else words. */
export async function following<T>(
  { terminal, paper, json }: Desk,
  open: (how: Listening) => AsyncIterable<T>,
  documentOf: (one: T) => object,
  inWords: (one: T) => string,
): Promise<undefined> {
  const stop = new AbortController();
  terminal.onStop(() => stop.abort());
  const onBreak = (why: string): void =>
    terminal.err(`${paper.faint(`interrupted (${why}); connecting again`)}\n`);
  if (!json) terminal.err(`${paper.faint('listening; Ctrl-C ends it')}\n`);
  for await (const one of open({ signal: stop.signal, onBreak }))
    terminal.out(json ? `${JSON.stringify({ ok: true, ...documentOf(one) })}\n` : `${inWords(one)}\n`);
}
