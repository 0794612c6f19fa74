/** The agenda cannot begin: what is wrong, and the cure. */
export class Fault extends Error {
  readonly cure: string;

  constructor(what: string, cure: string) {
    super(what);
    this.name = 'Fault';
    this.cure = cure;
  }
}
