/** A key that does not do what it was given for. */
export class KeyUnusable extends Error {
  readonly code = 'KEY_UNUSABLE';

  constructor(why: string) {
    super(`The key cannot be used: ${why}.`);
    this.name = 'KeyUnusable';
  }
}

/** Readings that are not what was anchored, or a part of the chain that no peer could show. */
export class EvidenceUnpackable extends Error {
  readonly code = 'EVIDENCE_UNPACKABLE';

  constructor(why: string, cure: string) {
    super(`The evidence cannot be packed: ${why}. ${cure}`);
    this.name = 'EvidenceUnpackable';
  }
}
