const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, statfsSync } = require('node:fs');
const { networkInterfaces } = require('node:os');
const { dirname, join } = require('node:path');

/** What stands in the way, and the cure. @typedef {{ readonly what: string, readonly cure: string }} Trouble */

const getGo =
  'install Go 1.25 or later (https://go.dev/dl, or your package manager) so that `go version` tells it, then run this again. ' +
  'Without Go: put the official binaries in a directory and set ROADBOOK_FABRIC_BIN to it';
const buildRoom = 2 * 1024 ** 3;

/** @param {readonly string[]} args @param {string} cwd */
const go = (args, cwd) =>
  spawnSync('go', args, { cwd, encoding: 'utf8', timeout: 300_000, stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * Whether Go can build the modules below network/. An older Go that may fetch a newer one by itself counts as that one.
 * @param {string} repository
 * @returns {Trouble | undefined}
 */
function goTrouble(repository) {
  const { error, status, stdout, stderr } = go(['version'], join(repository, 'network', 'fabric-ca'));
  if (/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ENOENT')
    return { what: 'Fabric must be built, and Go is not on PATH', cure: getGo };
  if (status !== 0)
    return { what: `\`go version\` fails: ${stderr.trim().slice(-500) || error?.message}`, cure: getGo };
  const [, version = '0', major = '0', minor = '0'] = /go((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
  if (Number(major) * 1000 + Number(minor) >= 1025) return undefined;
  return { what: `Fabric must be built, and Go ${version} is too old`, cure: getGo };
}

/**
 * Whether there is room for what Go fetches and compiles.
 * @param {string} repository
 * @returns {Trouble | undefined}
 */
function roomTrouble(repository) {
  const { status, stdout } = go(['env', 'GOCACHE', 'GOMODCACHE'], repository);
  if (status !== 0) return undefined;
  for (const wanted of stdout.split('\n').filter(Boolean)) {
    let place = wanted;
    while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < buildRoom)
      return {
        what: `building Fabric takes 2 GB, and ${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB are free where ${wanted} is`,
        cure: 'make room there, or name other directories in GOCACHE and GOMODCACHE, then run this again',
      };
  }
  return undefined;
}

/** Addresses of this machine that Fabric takes: IPv4, of an interface without a cable too, but not 127.… */
function addresses() {
  const told = Object.values(networkInterfaces()).flatMap((all = []) =>
    all.flatMap(({ family, address }) => (family === 'IPv4' ? [address] : [])),
  );
  const routed = existsSync('/proc/net/fib_trie') ? readFileSync('/proc/net/fib_trie', 'utf8') : '';
  const own = [...routed.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map(([, address = '']) => address);
  return [...told, ...own].filter((address) => !address.startsWith('127.'));
}

/** Fabric does not start a peer on a machine that has no address but its own loopback. @returns {Trouble | undefined} */
function addressTrouble() {
  if (addresses().length > 0) return undefined;
  const cure =
    process.platform === 'darwin'
      ? 'sudo ifconfig lo0 alias 10.255.255.1'
      : 'sudo ip addr add 10.255.255.1/32 dev lo';
  return {
    what: 'this machine has no IPv4 address but 127.0.0.1, and Fabric starts no peer without another',
    cure: `connect it to a network, or give it an address that leads nowhere: ${cure}`,
  };
}

module.exports = { addressTrouble, goTrouble, roomTrouble };
