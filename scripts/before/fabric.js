const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } = require('node:fs');
const { homedir } = require('node:os');
const { join } = require('node:path');
const { goTrouble, roomTrouble } = require('./door');
const { hold } = require('./lock');

/**
 * @typedef {import('./door').Trouble} Trouble
 * @typedef {{
 *   readonly title: string, readonly version: string, readonly module: string,
 *   readonly programs: readonly string[], readonly metadata: string
 * }} Release
 */

/** @type {readonly Release[]} */
const releases = [
  {
    title: 'Fabric',
    version: '3.1.1',
    module: 'fabric',
    programs: ['peer', 'orderer', 'configtxgen'],
    metadata: 'github.com/hyperledger/fabric/common/metadata.Version=v3.1.1',
  },
  {
    title: 'Fabric CA',
    version: '1.5.21',
    module: 'fabric-ca',
    programs: ['fabric-ca-server'],
    metadata: 'github.com/hyperledger/fabric-ca/metadata.Version=v1.5.21',
  },
];

/**
 * The release of other people's networks, on which docs/your-fabric.md is tried; nothing else needs it.
 * @type {Release}
 */
const former = {
  title: 'Fabric 2.5',
  version: '2.5.9',
  module: 'fabric-2.5',
  programs: ['peer', 'orderer', 'configtxgen', 'osnadmin'],
  metadata: 'github.com/hyperledger/fabric/common/metadata.Version=v2.5.9',
};

const buildLimit = 30 * 60_000;

/**
 * Named by how they are built: without C, static. What was built with it stands beside, for checkouts of before.
 * @param {Release} release
 */
const cacheOf = ({ module, version }) =>
  join(
    process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    'roadbook',
    `${module}-${version}-static-${process.platform}-${process.arch}`,
  );

/** @param {Release} release @param {string} directory */
const holds = (release, directory) =>
  release.programs.every((program) => existsSync(join(directory, program)));

/** Where this user's built programs are. @param {Release} release @returns {string | undefined} */
function cached(release) {
  const bin = join(cacheOf(release), 'bin');
  return holds(release, bin) ? bin : undefined;
}

/**
 * Builds the programs into the cache, unless they are there: one process of this user at a time, whole or not at all.
 * @param {Release} release
 * @param {string} repository
 * @param {(line: string) => void} tell
 * @param {AbortSignal} [signal] ends it
 * @returns {Promise<Trouble | undefined>}
 */
async function build(release, repository, tell, signal) {
  const home = cacheOf(release);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { free, holder } = await hold(join(home, 'building.json'), tell, buildLimit + 60_000);
  if (!free)
    return {
      what: `process ${holder} builds ${release.title} without end`,
      cure: 'end it, then run this again',
    };
  try {
    if (cached(release)) return undefined;
    const trouble = goTrouble(repository) ?? roomTrouble(repository);
    if (trouble) return trouble;
    for (const left of readdirSync(home))
      if (left.startsWith('draft-')) rmSync(join(home, left), { recursive: true });
    const draft = mkdtempSync(join(home, 'draft-'));
    const failed = await compile(release, join(repository, 'network', release.module), draft, tell, signal);
    if (!failed) renameSync(draft, join(home, 'bin'));
    else rmSync(draft, { recursive: true, force: true });
    return failed;
  } finally {
    free();
  }
}

/**
 * @param {Release} release
 * @param {string} cwd
 * @param {string} output
 * @param {(line: string) => void} tell
 * @param {AbortSignal} [signal]
 * @returns {Promise<Trouble | undefined>}
 */
async function compile({ title, version, metadata }, cwd, output, tell, signal) {
  const began = performance.now();
  const how = ['-v', '-trimpath', '-buildvcs=false', '-mod=readonly', '-ldflags', `-s -w -X ${metadata}`];
  const env = { ...process.env, GOFLAGS: '', GO111MODULE: 'on', GOWORK: 'off', CGO_ENABLED: '0' };
  const args = ['build', ...how, '-o', `${output}/`, 'tool'];
  // An interrupt lets Go clear away what it began.
  const child = spawn('go', args, {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGINT',
  });
  let [fetched, compiled, rest] = [0, 0, ''];
  /** @type {string[]} */
  const said = [];
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ part) => {
    const lines = `${rest}${part}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      if (line.startsWith('go: downloading ')) fetched++;
      else if (/^[\w./~@-]+$/.test(line)) compiled++;
      else if (said.push(line) > 200) said.shift();
  });
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const tick = setInterval(
    () => tell(`  ${title}: ${fetched} modules fetched, ${compiled} packages compiled, ${seconds()} s`),
    10_000,
  );
  const limit = setTimeout(() => child.kill('SIGKILL'), buildLimit);
  /** @type {number | null} */
  const code = await new Promise((resolve) => child.on('close', resolve).on('error', () => resolve(null)));
  clearInterval(tick);
  clearTimeout(limit);
  if (code === 0) return undefined;
  const why = [...said, rest].filter(Boolean).slice(-12).join('\n') || `it was ended after ${seconds()} s`;
  return { what: `Go could not build ${title} ${version}:\n${why}`, cure: cureOf(why) };
}

/** @type {readonly (readonly [RegExp, string])[]} */
const cures = [
  [
    /requires go >= |toolchain not available|invalid go version|unknown directive/,
    'install Go 1.25 or later (https://go.dev/dl), then run this again',
  ],
  [
    /no space left|disk quota/i,
    'make room where `go env GOCACHE GOMODCACHE GOTMPDIR` are (2 GB), then run this again; what was fetched stays',
  ],
  [
    /SECURITY ERROR|checksum mismatch/,
    'something on the way altered a module: `go clean -modcache`, or another GOPROXY, then run this again',
  ],
  [
    /signal: killed|cannot allocate memory|out of memory/,
    'make memory free (2 GB), or set GOMAXPROCS=1, then run this again',
  ],
  [
    /dial tcp|no such host|i\/o timeout|TLS handshake|x509:|connection re|unexpected EOF|server response|(502|503|504|403|404|410) |module lookup disabled/,
    'the module proxy is out of reach: look at `go env GOPROXY GOSUMDB`, HTTPS_PROXY and the network, then run this again; what was fetched stays',
  ],
  [
    /permission denied|read-only file system/,
    'let this user write where `go env GOCACHE GOMODCACHE` are, or name other directories there',
  ],
];

/** @param {string} why */
const cureOf = (why) =>
  cures.find(([pattern]) => pattern.test(why))?.[1] ??
  'the lines above say why; set right what they name, then run this again. Without building: ROADBOOK_FABRIC_BIN, see network/README.md';

module.exports = { build, cached, former, holds, releases };
