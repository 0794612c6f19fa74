import type { Anchor } from '@roadbook/chaincode/api';
import { brokenLink, type Channel, followConfigurations, openConfigurations, proveBlock } from './chain';
import { type ProvenBlock } from './block';
import { accessIn, anchorIn, deviceIn, readingsIn, recordsIn, timesIn } from './facts';
import { Broken, type Check, looking, must, Undecided } from './outcome';
import { type Parts, partsOf } from './package';
import { type Examined, examineIn } from './transaction';
import { type Transactions, Unproven, validityOf } from './validity';

/**
 * `valid`: all of it is proven. `undecided`: nothing speaks against it, and it is not proven. `invalid`:
 * something does not hold.
 */
export type Verdict = 'valid' | 'undecided' | 'invalid';

/** What an examination found. */
export interface Verification {
  readonly verdict: Verdict;
  /** Whether the verdict is `valid`: never without a channel that the verifier named. */
  readonly valid: boolean;
  /** The first thing that does not hold, or is not decided, and what would decide it. */
  readonly reason?: string;
  readonly cure?: string;
  /** Whether the channel is the one that the verifier named. */
  readonly pinned: boolean;
  /**
   * Hash of the first block of the channel; compare it with what an organisation of the consortium publishes.
   */
  readonly channel: string;
  readonly checks: readonly Check[];
  /** What the ledger holds, once proved. */
  readonly anchor?: Anchor;
  /** Numbers of the blocks, and who of the orderers signed each. */
  readonly blocks: readonly {
    readonly number: string;
    readonly signers: readonly number[];
    readonly quorum: number;
  }[];
}

/** How to look at a package. */
export interface VerifyOptions {
  /** The moment of the examination, for what must lie in the past. */
  readonly at: Date;
  /**
   * Hash of the first block of the channel, from a source other than the package (see `channelIn`). Without
   * it nothing is valid.
   */
  readonly channel?: string;
  /**
   * The chaincode whose records count; `roadbook` if not given. Others on the channel may write what they
   * like.
   */
  readonly chaincode?: string;
}

const ANEW = 'Ask whoever keeps the readings for a package made anew (packageEvidence).';

/**
 * Examines a package without a network: the readings lead to the root, the device signed it, it stands in a
 * transaction that a majority of the organisations endorsed, in a block that a quorum of the orderers signed,
 * and a later call that a majority endorsed found it on the ledger. Never throws for what a package holds.
 */
export async function verifyPackage(
  given: unknown,
  { at, channel: wanted, chaincode = 'roadbook' }: VerifyOptions,
): Promise<Verification> {
  const { checks, look } = looking();
  const parts = look('form', () => partsIn(given, chaincode));
  const opened =
    parts && (await openConfigurations(parts.configurations.map(bytesOf)).catch(() => 'it cannot be read'));
  const channel =
    parts && opened !== undefined ? look('configurations', () => channelIn(parts, opened)) : undefined;
  if (channel) look('channel', () => pin(channel, wanted));
  const proven = parts && channel && look('blocks', () => blocksIn(parts, channel));
  const found =
    parts && channel && proven && look('transactions', () => transactionsIn(parts, channel, proven));
  if (parts && found) look('validity', () => validIn(parts, found));
  const device = parts && found && look('device', () => deviceIn(parts, found));
  const anchor = parts && found && device && look('anchor', () => anchorIn(parts, found, device));
  if (parts && anchor) look('readings', () => readingsIn(parts, anchor));
  if (parts && anchor && anchor.schema !== 'readings.v1') look('records', () => recordsIn(parts, anchor));
  const receipt = found?.access;
  if (parts && receipt) look('access', () => accessIn(parts, receipt));
  if (parts && found) look('time', () => timesIn(parts, found, at));
  return {
    ...verdictOf(checks),
    pinned: wanted !== undefined && channel?.genesis === wanted,
    channel: channel?.genesis ?? '',
    checks,
    ...(anchor && { anchor }),
    blocks: (proven ?? []).map(({ block, signers, quorum }) => ({
      number: String(block.number),
      signers,
      quorum,
    })),
  };
}

function verdictOf(checks: readonly Check[]): Pick<Verification, 'verdict' | 'valid' | 'reason' | 'cure'> {
  const broken = checks.find(({ outcome }) => outcome === 'fails');
  const open = checks.find(({ outcome }) => outcome === 'undecided');
  const verdict = broken ? 'invalid' : open ? 'undecided' : 'valid';
  const { says, cure } = broken ?? open ?? {};
  return {
    verdict,
    valid: verdict === 'valid',
    ...(says !== undefined && { reason: says }),
    ...(cure && { cure }),
  };
}

const bytesOf = ({ bytes }: { readonly bytes: string }): Uint8Array => Buffer.from(bytes, 'base64');

function partsIn(given: unknown, chaincode: string): [Parts, string] {
  const parts = partsOf(given, chaincode);
  must(
    parts.chaincode === chaincode,
    `the package shows records of the chaincode ${parts.chaincode}, not of ${chaincode}`,
  );
  const all = [...parts.blocks, ...parts.configurations];
  const loose = all.find(({ bytes }) => Buffer.from(bytes, 'base64').toString('base64') !== bytes);
  must(loose === undefined || !parts.strict, `block ${loose?.number} is not written as base64 is`);
  return [
    parts,
    `the package has the form ${parts.strict ? 'roadbook.evidence.v2' : 'roadbook.evidence.v1'}`,
  ];
}

function channelIn(
  { configurations, strict }: Parts,
  opened: Awaited<ReturnType<typeof openConfigurations>>,
): [Channel, string] {
  if (typeof opened === 'string') throw new Broken(opened);
  mustBeNumbered(
    configurations,
    opened.map(({ block }) => block.number),
  );
  const channel = followConfigurations(opened, strict);
  if (typeof channel === 'string') throw new Broken(channel);
  const revoked = opened.at(-1)?.standing.revoked.length ?? 0;
  return [channel, `${opened.length} configurations of ${channel.name}, ${revoked} certificates taken back`];
}

function mustBeNumbered(given: Parts['blocks'], numbers: readonly bigint[]): void {
  const wrong = given.find(({ number }, at) => BigInt(number) !== numbers[at]);
  must(wrong === undefined, `what is called block ${wrong?.number} is another`);
}

function pin({ genesis }: Channel, wanted: string | undefined): [true, string] {
  if (wanted === undefined)
    throw new Undecided(
      `anybody can make a channel; that of the package begins with the block ${genesis}`,
      'Name the first block of the channel as an organisation of the consortium published it.',
    );
  must(genesis === wanted, `the first block is ${genesis}, not ${wanted}`);
  return [true, `the channel that was named, ${genesis}`];
}

function blocksIn(parts: Parts, channel: Channel): [ProvenBlock[], string] {
  const { blocks, strict, anchorTx, deviceTx, access, witnessTx } = parts;
  const wanted = [anchorTx, deviceTx, access?.txId, witnessTx].filter((one) => one !== undefined);
  const proven = blocks.map((one) => {
    const found = proveBlock(bytesOf(one), channel, wanted, strict);
    if (typeof found === 'string') throw new Broken(found);
    return found;
  });
  const numbers = proven.map(({ block }) => block.number);
  mustBeNumbered(blocks, numbers);
  must(
    !strict || numbers.every((one, at) => at === 0 || one > (numbers[at - 1] ?? 0n)),
    'its blocks are not in their order',
  );
  const stated = [...channel.configurations.values()];
  const broken = brokenLink([...stated, ...proven].map(({ block }) => block));
  must(broken === undefined, broken ?? '');
  const newest = stated.at(-1)?.block.number;
  const needed = proven.some(({ block }) => block.configuration === newest);
  must(!strict || needed, `no block names the configuration of block ${newest}`);
  const says = proven.map(
    ({ block, signers, quorum }) =>
      `block ${block.number} by orderers ${signers.join(', ')} (${quorum} needed)`,
  );
  return [proven, says.join('; ')];
}

function transactionsIn(
  parts: Parts,
  { name }: Channel,
  proven: readonly ProvenBlock[],
): [Transactions, string] {
  const { chaincode, anchorTx, deviceTx, access, witnessTx } = parts;
  const examined = (txId: string): Examined => {
    const found = examineIn(proven, txId, { channel: name, chaincode });
    if (typeof found === 'string') throw new Broken(found);
    return found;
  };
  const found = {
    anchor: examined(anchorTx),
    device: examined(deviceTx),
    access: access && examined(access.txId),
    witness: witnessTx === undefined ? undefined : examined(witnessTx),
  };
  const orgs = [...new Set(found.anchor.endorsedBy)].sort();
  return [
    found,
    `calls of ${chaincode}, each endorsed by a majority of the organisations; the anchor by ${orgs.join(', ')}`,
  ];
}

function validIn(parts: Parts, transactions: Transactions): [true, string] {
  const fault = validityOf(parts, transactions);
  if (fault instanceof Unproven) throw new Undecided(fault.why, ANEW);
  must(fault === undefined, fault ?? '');
  const { block } = transactions.witness?.place ?? { block: 0n };
  return [true, `a majority found it on the ledger, as block ${block} shows`];
}
