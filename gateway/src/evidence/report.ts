import type { Verification } from './verify';

/** A verification as plain text for people: the verdict, what it rests on, what was looked at. */
export function reportOf({ valid, pinned, channel, checks, anchor, blocks }: Verification): string {
  const verdict = valid ? 'The evidence holds.' : 'The evidence does not hold.';
  const trust = pinned
    ? 'The channel is the one that was named.'
    : `Compare the first block of the channel with what an organisation of the consortium publishes: ${channel || 'unknown'}.`;
  const what = anchor
    ? [`Vehicle ${anchor.vin}, device ${anchor.deviceId}, evidence ${anchor.evidenceId} (${anchor.schema}).`]
    : [];
  return [
    verdict,
    trust,
    ...what,
    ...checks.map(({ name, holds, says }) => `${holds ? 'holds' : 'FAILS'}  ${name}: ${says}`),
    ...blocks.map(({ number, signers, quorum }) => `Block ${number}: ${signers.length} orderers signed, ${quorum} are needed.`),
    '',
  ].join('\n');
}
