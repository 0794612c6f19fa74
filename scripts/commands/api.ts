import type { ParseArgsOptionsConfig } from 'node:util';
import type { Call } from './call';
import { Fault, Misuse } from '../fault';

/** The options of the server; they are said here so that other commands need not load it. */
export const apiOptions: ParseArgsOptionsConfig = {
  org: { type: 'string' },
  port: { type: 'string' },
  notify: { type: 'string' },
  days: { type: 'string' },
};

/** Serves an organisation, or makes or revokes tokens of its users. */
export async function api({ home, json, texts, words }: Call): Promise<void> {
  const server = await import('@roadbook/api');
  const [first] = home.topology.organisations;
  const org =
    home.topology.organisations.find(({ name }) => name === (texts.org ?? server.DEFAULT_ORG)) ?? first;
  try {
    await server.run({ root: home.root, words, texts, json, port: org?.apiPort ?? 0 });
  } catch (error) {
    if (error instanceof server.Misuse) throw new Misuse(error.message, error.cure);
    throw error instanceof server.Fault ? new Fault(error.message, error.cure) : error;
  }
}

/** Keeps the copy of an organisation in SQL, in the foreground, until it is told to stop. */
export async function copy({ home, texts }: Call): Promise<void> {
  const kept = await import('@roadbook/copy');
  const [first] = home.topology.organisations;
  const named = texts.org ?? home.topology.organisations.find((org) => org.copy)?.name ?? first?.name ?? '';
  const org = home.topology.organisations.find(({ name }) => name === named);
  const port = texts.port ?? String(org?.copyPort ?? 0);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Misuse(`--port ${port} is no port`, 'give a number up to 65535');
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    await kept.keepUntilStopped({ root: home.root, org: named, port: Number(port), env: process.env, say });
    process.exit();
  } catch (error) {
    throw error instanceof kept.CopyFault ? new Fault(error.message, error.cure) : error;
  }
}
