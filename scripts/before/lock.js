const { execFileSync } = require('node:child_process');
const { linkSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');

/**
 * When a process was born, or undefined when it is gone: tells it from a later one that got the same number.
 * @param {number} pid
 * @returns {string | undefined}
 */
function birthOf(pid) {
  if (process.platform !== 'linux') {
    try {
      const args = ['-o', 'lstart=', '-p', String(pid)];
      return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return undefined;
    }
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return fields[0] === 'Z' ? undefined : `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** @param {string} file @returns {string | undefined} */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The process that a lock names, if it lives. @param {string} text @returns {number | undefined} */
function holderIn(text) {
  try {
    const { pid, born } = /** @type {{ pid: number, born: string }} */ (JSON.parse(text));
    return birthOf(pid) === born ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Makes the file with this content, unless it is there. @param {string} draft @param {string} file @param {string} text */
function create(draft, file, text) {
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes away what a dead holder left. One at a time does so, and looks again before: what another made there meanwhile is
 * not taken, not even for an instant.
 * @param {string} draft
 * @param {string} file
 * @param {string} text
 * @param {string} own
 */
function clear(draft, file, text, own) {
  const door = `${file}.clear`;
  if (!create(draft, door, own)) {
    const other = textOf(door);
    if (other !== undefined && holderIn(other) === undefined) rmSync(door, { force: true });
    return;
  }
  try {
    if (textOf(file) === text) rmSync(file, { force: true });
  } finally {
    rmSync(door, { force: true });
  }
}

/**
 * Waits until no other process holds the file, and holds it: the file is created whole or not at all, and removed by its owner alone.
 * A holder that died does not block. Answers how to give it back, or who still has it when patience (milliseconds) ends.
 * @param {string} file
 * @param {(line: string) => void} tell
 * @param {number} patience
 * @returns {Promise<{ free: () => void, holder?: undefined } | { free?: undefined, holder: number }>}
 */
async function hold(file, tell, patience) {
  const own = JSON.stringify({ pid: process.pid, born: birthOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  let told = false;
  for (const until = performance.now() + patience; ; await sleep(200)) {
    const text = textOf(file);
    // Within one process a lock is held once, however often it is asked for.
    if (text === own) return { free: () => undefined };
    if (text === undefined) {
      if (create(draft, file, own))
        return { free: () => textOf(file) === own && rmSync(file, { force: true }) };
      continue;
    }
    const holder = holderIn(text);
    if (holder === undefined) clear(draft, file, text, own);
    else {
      if (!told) tell(`waiting for process ${holder}, which is at work on the same thing`);
      told = true;
      if (performance.now() > until) return { holder };
    }
  }
}

module.exports = { birthOf, hold };
