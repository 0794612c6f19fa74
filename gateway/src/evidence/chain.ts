import { type EnvelopeHeader, type OpenBlock, openBlock, type ProvenBlock } from './block';
import { type Configuration, configurationIn, isOf, quorumOf, type Standing } from './configuration';
import { revocationsIn } from './revocation';
import { isSignedBy } from './transaction';

/** Orderers that signed a block and were who the configuration says, at that moment. */
export function signersOf(block: OpenBlock, standing: Standing, at: Date): number[] {
  const held = block.signatures.flatMap(({ orderer, message, signature }) => {
    const one = standing.orderers.get(orderer);
    const holds =
      one && isOf(standing, one.org, one.certificate, at) && isSignedBy(one.certificate, message, signature);
    return holds ? [orderer] : [];
  });
  return [...new Set(held)].sort((left, right) => left - right);
}

/** A configuration in its block. */
interface Stated {
  readonly block: OpenBlock;
  readonly standing: Standing;
}

/** What is known of the channel: its first block, and who was who from which block on. */
export interface Channel {
  readonly name: string;
  /** Hash of the first block: the one thing that a verifier must know from elsewhere. */
  readonly genesis: string;
  readonly configurations: ReadonlyMap<bigint, Stated>;
}

/**
 * Opens the configurations, with what the authorities in them took back. Answers why not, if one cannot be
 * read.
 */
export async function openConfigurations(given: readonly Uint8Array[]): Promise<Stated[] | string> {
  const opened: { block: OpenBlock; configuration: Configuration; revoked: Standing['revoked'] }[] = [];
  for (const bytes of given) {
    const block = openBlock(bytes);
    const configuration = configurationIn(block.envelopes);
    if (!configuration || !block.whole) return `block ${block.number} holds no whole configuration`;
    const lists = await Promise.all([...configuration.organisations.values()].map(revocationsIn));
    opened.push({ block, configuration, revoked: lists.flat() });
  }
  return opened.map(({ block, configuration, revoked }, at) => ({
    block,
    standing: {
      ...configuration,
      revoked,
      revokedLater: opened.slice(at + 1).flatMap((later) => later.revoked),
    },
  }));
}

/**
 * Follows the configurations from the first block on, each signed by the orderers of the one before. Answers
 * why not, if it breaks.
 */
export function followConfigurations(stated: readonly Stated[], strict: boolean): Channel | string {
  const [first] = stated;
  if (first?.block.number !== 0n) return 'the first configuration is not in the first block';
  const { channel: name } = first.standing;
  for (const [at, { block, standing }] of stated.entries()) {
    const before = stated[at - 1];
    if (standing.channel !== name) return `the configuration of block ${block.number} is of another channel`;
    if (standing.orderers.size === 0) return `block ${block.number} names no orderers of a BFT channel`;
    if (strict && !block.bare) return `block ${block.number} holds more than a configuration needs`;
    if (!before) continue;
    if (before.block.number >= block.number || standing.sequence !== before.standing.sequence + 1)
      return `between the configurations of the blocks ${before.block.number} and ${block.number} one is missing`;
    const fault = unsigned(block, before.standing, timeIn(block.headers), strict);
    if (fault !== undefined) return `the configuration before: ${fault}`;
  }
  if (strict && first.block.signatures.length > 0) return 'the first block bears signatures';
  return {
    name,
    genesis: first.block.hash,
    configurations: new Map(stated.map((one) => [one.block.number, one])),
  };
}

const timeIn = (headers: readonly EnvelopeHeader[]): Date => headers[0]?.at ?? new Date(0);

/**
 * Why too few orderers signed a block. Strictly it bears the signatures of a quorum, in their order, and each
 * holds in Fabric's form.
 */
function unsigned(block: OpenBlock, standing: Standing, at: Date, strict: boolean): string | undefined {
  const [signers, quorum] = [signersOf(block, standing, at), quorumOf(standing)];
  if (signers.length < quorum)
    return `${signers.length} orderers signed block ${block.number}, ${quorum} are needed`;
  if (!strict) return undefined;
  const shown = block.signatures.map(({ orderer }) => orderer);
  return shown.length === quorum && shown.every((one, place) => one === signers[place])
    ? undefined
    : `block ${block.number} bears other signatures than those of a quorum in their order`;
}

/**
 * Proves a block by the signatures of the orderers, at the time of the first of the transactions wanted in
 * it. Answers why not, if it cannot.
 */
export function proveBlock(
  bytes: Uint8Array,
  channel: Channel,
  txIds: readonly string[],
  strict: boolean,
): ProvenBlock | string {
  const block = openBlock(bytes);
  const { configurations } = channel;
  const standing = configurations.get(block.configuration)?.standing;
  if (strict && !block.bare) return `block ${block.number} holds more than what the orderers signed`;
  if (!block.whole) return `the transactions of block ${block.number} are not those that its header is over`;
  const latest = [...configurations.keys()].findLast((number) => number <= block.number);
  if (!standing || latest !== block.configuration)
    return `block ${block.number} names the configuration ${block.configuration}, which is not the last before it`;
  const wanted = block.headers.filter(({ txId }) => txIds.includes(txId));
  if (wanted.length === 0) return `block ${block.number} proves nothing here`;
  const at = timeIn(wanted);
  const fault = unsigned(block, standing, at, strict);
  if (fault !== undefined) return fault;
  return { block, standing, signers: signersOf(block, standing, at), quorum: quorumOf(standing) };
}

/** Why blocks do not stand in one chain: two with one number, or one that does not name the one before it. */
export function brokenLink(blocks: readonly OpenBlock[]): string | undefined {
  const byNumber = new Map<bigint, OpenBlock>();
  for (const block of blocks) {
    const same = byNumber.get(block.number);
    if (same && same.hash !== block.hash) return `there are two blocks ${block.number}`;
    byNumber.set(block.number, block);
  }
  for (const block of byNumber.values()) {
    const before = byNumber.get(block.number - 1n);
    if (before && before.hash !== block.before)
      return `block ${block.number} does not follow block ${before.number}`;
  }
  return undefined;
}
