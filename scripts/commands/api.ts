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
