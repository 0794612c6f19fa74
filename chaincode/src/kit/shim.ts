// Two things the shim does for every transaction whether or not anybody needs them: it formats log lines of a level that is switched off, and it
// parses the caller's certificate anew. Together they are a fifth of a chaincode's work.

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
  const { prototype: logger } = require(require.resolve('winston/lib/winston/logger', beside)) as { prototype: Logger };
  const { write, log } = logger;
  logger.write = function (line, ...rest) {
    return line?.level !== undefined && !this.isLevelEnabled(line.level) ? true : write.call(this, line, ...rest);
  };
  logger.log = function (level, ...rest) {
    return typeof level === 'string' && !this.isLevelEnabled(level) ? this : log.call(this, level, ...rest);
  };
  const { Certificate } = require(require.resolve('@fidm/x509', beside)) as { Certificate: { fromPEM(pem: string): object } };
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
