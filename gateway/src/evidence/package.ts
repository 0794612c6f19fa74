import { Frame } from '@roadbook/chaincode/api';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(64);
const block = z.strictObject({
  number: z.int().min(0),
  /** Header, transactions and the signatures of a quorum of the orderers; nothing that nobody signed. */
  bytes: z.base64().max(200_000_000),
});

const shown = {
  madeAt: z.iso.datetime({ precision: 3 }),
  vin: z.string().min(1).max(64),
  deviceId: id,
  evidenceId: id,
  /** Readings that are shown, by their place; all others stay closed. */
  leaves: z.array(z.strictObject({ index: z.int().min(0), frame: Frame })).max(10_000_000),
  path: z.array(sha256).max(10_000_000),
  anchorTx: sha256,
  deviceTx: sha256,
  /** The receipt on which it was handed over. */
  access: z.strictObject({ accessId: id, txId: sha256 }).optional(),
  /** From the first configuration of the channel to the last one that the blocks name. */
  configurations: z.array(block).min(1).max(1_000),
};

/**
 * Everything that a verifier needs, in one file: open readings with the path to the root, the blocks that
 * hold the anchor, the device and the receipt of access, the block of the transaction that proves that they
 * counted, and the configurations that say who orderers and organisations are.
 */
export const EvidencePackage = z.strictObject({
  form: z.literal('roadbook.evidence.v2'),
  /** The chaincode whose records it shows. */
  chaincode: z.string().min(1).max(64),
  ...shown,
  /** The transaction that wrote the device as the anchor found it; `anchorTx` itself read it. */
  deviceTx: sha256,
  /**
   * The call of `consent.witness` that read the anchor and the receipt: when it was made is when the package
   * was.
   */
  witnessTx: sha256,
  blocks: z.array(block).min(1).max(4),
});
export type EvidencePackage = z.output<typeof EvidencePackage>;

/** The form before: it holds nothing that proves that its transactions counted. */
export const FormerPackage = z.strictObject({
  form: z.literal('roadbook.evidence.v1'),
  ...shown,
  blocks: z.array(block).min(1).max(3),
});

/** A package of any form, as it is examined. `strict`: it must hold nothing that is not examined. */
export type Parts = Omit<EvidencePackage, 'form' | 'witnessTx'> & {
  readonly witnessTx: string | undefined;
  readonly strict: boolean;
};

/** Reads a package of either form; throws what the schema says. */
export function partsOf(given: unknown, chaincode: string): Parts {
  const former = FormerPackage.safeParse(given);
  if (former.success) return { ...former.data, chaincode, witnessTx: undefined, strict: false };
  return { ...EvidencePackage.parse(given), strict: true };
}
