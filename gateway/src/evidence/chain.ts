import { isSignedBy } from './transaction';
import { type OpenBlock, openBlock } from './block';
import { type Configuration, configurationIn, isOf, quorumOf } from './configuration';
import type { EvidencePackage } from './package';

/** Orderers that signed a block and were who the configuration says. */
export function signersOf(block: OpenBlock, configuration: Configuration): number[] {
  const held = block.signatures.flatMap(({ orderer, message, signature }) => {
    const one = configuration.orderers.get(orderer);
    const holds =
      one && isOf(configuration, one.org, one.certificate, block.at) && isSignedBy(one.certificate, message, signature);
    return holds ? [orderer] : [];
  });
  return [...new Set(held)].sort((left, right) => left - right);
}

/** A block of which enough orderers say that it is the one with its number. */
export interface ProvenBlock {
  readonly block: OpenBlock;
  readonly configuration: Configuration;
  readonly signers: readonly number[];
  readonly quorum: number;
}

/** What is known of the channel: its first block, and who was who from which block on. */
export interface Channel {
  /** Hash of the first block: the one thing that a verifier must know from elsewhere. */
  readonly genesis: string;
  readonly configurations: ReadonlyMap<bigint, Configuration>;
}

/** Follows the configurations from the first block on, each signed by the orderers of the one before. Answers why not, if it breaks. */
export function followConfigurations(given: EvidencePackage['configurations']): Channel | string {
  const configurations = new Map<bigint, Configuration>();
  let [genesis, before] = ['', undefined as Configuration | undefined];
  for (const { bytes } of given) {
    const block = openBlock(Buffer.from(bytes, 'base64'));
    const configuration = configurationIn(block.envelopes);
    if (!configuration || !block.whole) return `block ${block.number} holds no whole configuration`;
    if (!before && block.number !== 0n) return 'the first configuration is not in the first block';
    if (before && signersOf(block, before).length < quorumOf(before))
      return `too few orderers of the configuration before signed that of block ${block.number}`;
    configurations.set(block.number, configuration);
    genesis ||= block.hash;
    before = configuration;
  }
  return { genesis, configurations };
}

/** Proves a block by the signatures of the orderers. Answers why not, if it cannot. */
export function proveBlock(bytes: string, { configurations }: Channel): ProvenBlock | string {
  const block = openBlock(Buffer.from(bytes, 'base64'));
  const configuration = configurations.get(block.configuration);
  if (!block.whole) return `the transactions of block ${block.number} are not those that its header is over`;
  const latest = [...configurations.keys()].findLast((number) => number <= block.number);
  if (!configuration || latest !== block.configuration)
    return `block ${block.number} names the configuration ${block.configuration}, which is not the last before it`;
  const [signers, quorum] = [signersOf(block, configuration), quorumOf(configuration)];
  if (signers.length < quorum) return `${signers.length} orderers signed block ${block.number}, ${quorum} are needed`;
  return { block, configuration, signers, quorum };
}
