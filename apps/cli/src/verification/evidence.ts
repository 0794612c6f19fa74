import { misused } from '../fault';
import { readBytes } from '../terminal/input';
import { library } from '../network';
import type { Examined } from './certificate';
import type { Terminal } from '../terminal/terminal';

/** What an evidence package is examined with. */
export interface Pins {
  /** The first block of the channel: a file with it or with its hash, or the hash. */
  readonly channel?: string;
  readonly chaincode?: string;
}

/** An evidence package, examined without a network. Without the channel it is undecided at best. */
export async function checkEvidence(
  terminal: Terminal,
  document: Readonly<Record<string, unknown>>,
  at: string,
  { channel: named, chaincode }: Pins,
): Promise<Examined> {
  const { verifyPackage } = await library();
  const channel = named === undefined ? undefined : await hashOf(terminal, named);
  const pins = { ...(channel !== undefined && { channel }), ...(chaincode !== undefined && { chaincode }) };
  const found = await verifyPackage(document, { at: new Date(at), ...pins });
  const checks = found.checks.map(({ name, outcome, says }) => ({
    ...{ name, passed: outcome === 'holds', why: says },
    ...(outcome === 'undecided' && { undecided: true as const }),
  }));
  const { vin, deviceId, evidenceId } = found.anchor ?? {};
  const { verdict, cure, pinned } = found;
  return {
    kind: 'evidence package',
    checks,
    told: { verdict, pinned, channel: found.channel, ...(vin && { vin, deviceId, evidenceId }) },
    ...(cure !== undefined && { advice: cure.replace(/\.$/, '') }),
  };
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

async function hashOf(terminal: Terminal, named: string): Promise<string> {
  if (isHash(named)) return named;
  const { channelIn, EvidenceUnpackable } = await library();
  const bytes = readBytes(terminal, named);
  const text = bytes.toString('latin1').trim();
  if (isHash(text)) return text;
  try {
    return channelIn(bytes);
  } catch (error) {
    if (!(error instanceof EvidenceUnpackable)) throw error;
    const cure =
      'Ask an organisation of the consortium for its channel/genesis.block, or for the hash of it.';
    throw misused(
      'CHANNEL_UNREADABLE',
      `${named} holds neither the first block of a channel nor its hash.`,
      cure,
    );
  }
}
