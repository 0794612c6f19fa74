/** Something is wrong that a person can put right: what it is, and the cure. */
export class Fault extends Error {
  readonly cure: string;
  constructor(what: string, cure: string) {
    super(what);
    this.cure = cure;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
