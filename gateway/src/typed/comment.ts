import {
  type Entry,
  exampleOf,
  rolesInWords,
  type Manner,
  saysOf,
  type Schema,
} from '@roadbook/chaincode/api';
import { callText } from './literal';

const MANNERS: Readonly<Record<Manner, string>> = {
  submit: 'Changes the ledger; a majority of the organisations endorses it.',
  evaluate: 'Only reads.',
  keep: 'Keeps private facts with the own organisation and answers their seal; nothing public is written.',
};

/** Lines as a comment that an editor shows; nothing in them ends it. */
export function comment(lines: readonly string[], indent: string): string {
  const safe = lines.flatMap((line) => line.split('\n')).map((line) => line.replaceAll('*/', '*\\/'));
  if (safe.length === 1) return `${indent}/** ${safe[0]} */`;
  return [`${indent}/**`, ...safe.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n');
}

/** What an editor shows for an operation: what it does, for whom, how it refuses, what it tells, and a call. */
export function operationSays({ room, name, operation, batch }: Entry): string[] {
  const { says, by, manner, many, errors, events, needs } = operation;
  const { step } = needs ?? {};
  const from = step?.life.steps[step.name]?.from.join(', ');
  const example = batch ? undefined : exampleOf(`${room}.${name}`);
  return [
    batch ? `${says} Up to ${many} at once, all or nothing.` : says,
    '',
    `For ${rolesInWords(by)}. ${MANNERS[manner]}`,
    ...(step ? [`Step \`${step.name}\` of a ${step.life.kind}, from ${from}.`] : []),
    ...(many && !batch ? [`Up to ${many} at once, all or nothing: \`${name}Many\`.`] : []),
    ...(events.length > 0 ? [`Tells ${events.map((event) => event.name).join(', ')}.`] : []),
    ...(errors.length > 0 ? ['', 'Refusals of the room, the first that applies:'] : []),
    ...errors.map(({ code, says: why, cure }) => `- \`${code}\`: ${why} ${cure}`),
    '',
    '@throws RefusedByContract with one of these codes or of those that any operation may answer.',
    ...(example ? ['', '@example', '```ts', callText(example), '```'] : []),
  ];
}

/** What an editor shows for a field: its kind, bounds and units, and what it means. */
export const fieldSays = (schema: Schema, whole: Schema): string =>
  saysOf(schema, whole).replace(/\bmoney\b/, 'money in minor units') || 'a record';
