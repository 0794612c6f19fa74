import type { Facts } from '@roadbook/chaincode/api';

/**
 * Whatever this library refuses or fails at, before anything is sent or after: the broken rule as `code`, the
 * sentence for people, what to do, and the facts that the sentence names. Subclasses say at which stage.
 */
export abstract class RoadbookError extends Error {
  readonly code: string;
  /** The sentence for people. */
  readonly says: string;
  readonly cure: string;
  readonly facts: Facts;

  constructor(
    code: string,
    says: string,
    cure: string,
    { facts = {}, cause }: { readonly facts?: Facts | undefined; readonly cause?: unknown } = {},
  ) {
    super(`${code}: ${says} ${cure}`.trimEnd(), cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.says = says;
    this.cure = cure;
    this.facts = facts;
  }
}
