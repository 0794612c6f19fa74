import type { Verification } from './verify';

const VERDICTS = {
  valid: 'The evidence holds.',
  undecided: 'It is undecided whether the evidence holds.',
  invalid: 'The evidence does not hold.',
} as const;
const MARKS = { holds: 'holds', fails: 'FAILS', undecided: 'OPEN ' } as const;

/** A verification as plain text for people: the verdict, what it rests on, what was looked at. */
export function reportOf({
  verdict,
  reason,
  cure,
  pinned,
  channel,
  checks,
  anchor,
  blocks,
}: Verification): string {
  const why = reason === undefined ? [] : [`Because ${reason}.${cure === undefined ? '' : ` ${cure}`}`];
  const trust = pinned
    ? 'The channel is the one that was named.'
    : `Compare the first block of the channel with what an organisation of the consortium publishes: ${channel || 'unknown'}.`;
  const what = anchor
    ? [`Vehicle ${anchor.vin}, device ${anchor.deviceId}, evidence ${anchor.evidenceId} (${anchor.schema}).`]
    : [];
  return [
    VERDICTS[verdict],
    ...why,
    trust,
    ...what,
    ...checks.map(({ name, outcome, says }) => `${MARKS[outcome]}  ${name}: ${says}`),
    ...blocks.map(
      ({ number, signers, quorum }) =>
        `Block ${number}: ${signers.length} orderers signed, ${quorum} are needed.`,
    ),
    '',
  ].join('\n');
}
