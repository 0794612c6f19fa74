import { RoadbookError } from '../errors/family';

/** A key that does not do what it was given for. */
export class KeyUnusable extends RoadbookError {
  constructor(why: string) {
    super('KEY_UNUSABLE', `The key cannot be used: ${why}.`, 'Give the key that this was made for.');
  }
}

/** Readings that are not what was anchored, or a part of the chain that no peer could show. */
export class EvidenceUnpackable extends RoadbookError {
  constructor(why: string, cure: string) {
    super('EVIDENCE_UNPACKABLE', `The evidence cannot be packed: ${why}.`, cure);
  }
}
