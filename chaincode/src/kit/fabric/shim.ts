import type { ChaincodeStub } from 'fabric-shim';
import { Patience, type Rest } from './patience';
import { Turns } from './turns';

// Two things the shim does for every transaction whether or not anybody needs them: it formats log lines of a
// level that is switched off, and it parses the caller's certificate anew. Together they are a fifth of a
// chaincode's work.

interface Logger {
  isLevelEnabled(level: string): boolean;
  write(line: { readonly level?: string }, ...rest: unknown[]): boolean;
  log(level: unknown, ...rest: unknown[]): unknown;
}

const beside = { paths: [require.resolve('fabric-shim')] };

/** Most certificates that are kept parsed; then the memory begins anew. */
const MOST = 2_000;

/** To be called once, before the chaincode server starts. What the shim answers and logs is the same. */
export function lightenShim(): void {
  const { prototype: logger } = require(require.resolve('winston/lib/winston/logger', beside)) as {
    prototype: Logger;
  };
  const { write, log } = logger;
  logger.write = function (line, ...rest) {
    return line?.level !== undefined && !this.isLevelEnabled(line.level)
      ? true
      : write.call(this, line, ...rest);
  };
  logger.log = function (level, ...rest) {
    return typeof level === 'string' && !this.isLevelEnabled(level) ? this : log.call(this, level, ...rest);
  };
  const { Certificate } = require(require.resolve('@fidm/x509', beside)) as {
    Certificate: { fromPEM(pem: string): object };
  };
  const parse = Certificate.fromPEM.bind(Certificate);
  const parsed = new Map<string, object>();
  Certificate.fromPEM = (pem) => {
    const known = parsed.get(pem);
    if (known) return known;
    if (parsed.size >= MOST) parsed.clear();
    const certificate = parse(pem);
    parsed.set(pem, certificate);
    return certificate;
  };
}

type Answer = { readonly status: number };
interface Chaincode {
  Invoke(stub: ChaincodeStub & { getBufferArgs(): readonly Uint8Array[] }): Promise<Answer>;
}

/** Calls under way count by their size: one, and one more for so many bytes. What is refused counts for its bytes. */
const BYTES_A_CALL = 65_536;

/** What the shim answers to a call that was carried out. */
const OK = 200;
const SHARE = { most: 48, each: 16, waiting: 160 };
const LENIENCY = { lenient: 64, most: 180, forgiven: 10, callers: 2_000 };

/**
 * To be called once: certificates take turns, and whoever sends large calls that are refused, again and again,
 * is not listened to for a while. Otherwise one that sends very many calls, or very large ones, would have
 * every other wait for all of them, because a process of Node does one thing at a time.
 */
export function takeTurns(rest: Rest): void {
  const { prototype } = require(
    require.resolve('fabric-shim/lib/contract-spi/chaincodefromcontract.js', beside),
  ) as {
    prototype: Chaincode;
  };
  const { Shim } = require('fabric-shim') as { Shim: { error(message: string): Answer } };
  const turns = new Turns(SHARE);
  const patience = new Patience(rest, LENIENCY);
  const { Invoke: invoke } = prototype;
  prototype.Invoke = async function (stub) {
    const { mspid, idBytes } = stub.getCreator();
    const bytes = [...stub.getBufferArgs(), ...stub.getTransient().values()].reduce(
      (sum, { length }) => sum + length,
      0,
    );
    const whose = `${mspid}\n${Buffer.from(idBytes).toString('latin1')}`;
    const size = Math.floor(bytes / BYTES_A_CALL);
    // Asked again when it has its turn: what was refused while it waited counts too.
    const work = () =>
      patience.run(
        whose,
        size,
        () => invoke.call(this, stub),
        (given) => given?.status !== OK,
      );
    const answer = patience.listensTo(whose) ? await turns.run(whose, 1 + size, work) : undefined;
    return answer ?? Shim.error('too many requests of this certificate');
  };
}
