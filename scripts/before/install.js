const { spawn } = require('node:child_process');
const { copyFileSync, existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { hold } = require('./lock');

/** @typedef {import('./door').Trouble} Trouble */

const limit = 30 * 60_000;

/** @param {string} command @param {readonly string[]} args @param {string} cwd @param {AbortSignal} signal @returns {Promise<boolean>} */
const succeeds = (command, args, cwd, signal) =>
  new Promise((resolve) => {
    // What it says goes to the terminal as it says it; stdout is for the result of the command.
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', process.stderr, process.stderr],
      signal,
      timeout: limit,
    });
    child.on('close', (code) => resolve(code === 0)).on('error', () => resolve(false));
  });

/** Whether what is installed is what the lock file names. @param {string} lock @param {string} stamp */
const isInstalled = (lock, stamp) => existsSync(stamp) && readFileSync(stamp).equals(readFileSync(lock));

/**
 * The dependencies of the lock file, and our own source compiled by them: one process at a time, the next finds it done.
 * @param {string} repository
 * @param {(line: string) => void} tell
 * @param {AbortSignal} signal ends it
 * @returns {Promise<Trouble | undefined>}
 */
async function install(repository, tell, signal) {
  const { free, holder } = await hold(join(repository, '.installing.json'), tell, limit);
  if (!free) return { what: `process ${holder} installs without end`, cure: 'end it, then run this again' };
  try {
    const lock = join(repository, 'package-lock.json');
    const modules = join(repository, 'node_modules');
    const stamp = join(modules, '.installed-lock.json');
    if (isInstalled(lock, stamp)) return undefined;
    tell('… installing the dependencies of package-lock.json (about half a minute)');
    if (!(await succeeds('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], repository, signal)))
      return {
        what: 'npm ci failed; its own message stands above',
        cure: 'if the package registry is out of reach, look at npm config get registry and at the proxy, then run this again',
      };
    const locked = join(modules, '.bin', 'node');
    // An optional package that could not be fetched is left out by npm without a word.
    if (!existsSync(locked) && process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))
      return {
        what: 'npm left out the Node.js that package-lock.json holds for this system: it could not be fetched',
        cure: 'run this again; if it stays so, look at npm config get registry, at the proxy and at npm config get omit',
      };
    if (!existsSync(locked) && !process.version.startsWith('v24.'))
      return {
        what: 'package-lock.json holds no Node.js for this system, and the one on PATH is not version 24',
        cure: 'put Node.js 24 first on PATH (https://nodejs.org), then run this again',
      };
    const node = existsSync(locked) ? locked : process.execPath;
    if (!(await succeeds(node, ['-e', ''], repository, signal)))
      return {
        what: 'the Node.js that package-lock.json names does not run on this machine',
        cure: 'use a Linux with glibc 2.28 or later (Debian, Ubuntu, Fedora; not Alpine) on x64 or arm64',
      };
    tell('… compiling (up to a minute)');
    await succeeds(node, [join(__dirname, 'stale.js')], repository, signal);
    if (!(await succeeds(node, [join(modules, 'typescript', 'bin', 'tsc'), '-b', 'gateway'], repository, signal)))
      return {
        what: 'the source does not compile; the messages above name the lines',
        cure: 'correct them, or put back the last commit',
      };
    copyFileSync(lock, stamp);
    return undefined;
  } finally {
    free();
  }
}

module.exports = { install };
