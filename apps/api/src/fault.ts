/** The server cannot begin, or a command cannot be carried out: what is wrong, and the cure. */
export class Fault extends Error {
  readonly cure: string;

  constructor(what: string, cure: string) {
    super(what);
    this.name = 'Fault';
    this.cure = cure;
  }
}

/** The command line is not right; nothing was begun. */
export class Misuse extends Fault {}
