import { Frame } from '@roadbook/chaincode/api';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().min(1).max(64);
const block = z.strictObject({
  number: z.int().min(0),
  /** The block as the peer keeps it: header, transactions, metadata with the signatures of the orderers. */
  bytes: z.base64().max(200_000_000),
});

/**
 * Everything that a verifier needs, in one file: open readings with the path to the root, the blocks that hold the anchor, the registration
 * of the device's key and the receipt of access, and the configurations that say who the orderers and organisations are.
 */
export const EvidencePackage = z.strictObject({
  form: z.literal('roadbook.evidence.v1'),
  madeAt: z.iso.datetime({ precision: 3 }),
  vin: z.string().length(17),
  deviceId: id,
  evidenceId: id,
  /** Readings that are shown, by their place; all others stay closed. */
  leaves: z.array(z.strictObject({ index: z.int().min(0), frame: Frame })).max(10_000_000),
  path: z.array(sha256).max(10_000_000),
  anchorTx: sha256,
  /** The transaction that gave the device the key by which the anchor is signed. */
  deviceTx: sha256,
  /** The receipt on which it was handed over. */
  access: z.strictObject({ accessId: id, txId: sha256 }).optional(),
  blocks: z.array(block).min(1).max(3),
  /** From the first configuration of the channel to the last one that the blocks name. */
  configurations: z.array(block).min(1).max(1_000),
});
export type EvidencePackage = z.output<typeof EvidencePackage>;
