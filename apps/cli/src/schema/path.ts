import { type Api, examples, type Path, pathsOf, type PathStep } from '@roadbook/chaincode/api';
import type { Answer } from '../command';
import { misused } from '../fault';
import { roomNamed } from './catalogue';
import { listing, type Paper, paragraph } from '../terminal/layout';

/** A call in its turn: by whom of the cast, and what it does. */
interface Turn {
  readonly operation: string;
  readonly as: string;
  readonly says: string;
}

/** The normal order of a room: its most used calls one after the other, and its records status by status. */
export function pathAnswer(name: string | undefined): Answer {
  const [room = '', operation] = (name ?? '').split('.');
  if (name === undefined || operation !== undefined)
    throw misused('PATH_OF_A_ROOM', '--path tells the order of one room.', 'npx roadbook api loan --path');
  const api = roomNamed(room);
  const [turns, paths] = [turnsOf(api), pathsOf(api)];
  return {
    value: { room, order: turns, records: paths },
    words: (paper) => inWords(paper, api, turns, paths),
  };
}

const turnsOf = ({ room, operations }: Api): Turn[] =>
  examples.flatMap(({ call, as }) => {
    const [of = '', name = ''] = call.split('.');
    return of === room ? [{ operation: name, as, says: operations[name]?.says ?? '' }] : [];
  });

function inWords(paper: Paper, api: Api, turns: readonly Turn[], paths: readonly Path[]): string {
  const head = paragraph(paper, `${paper.bold(api.room)}, when all goes well`);
  const order = turns.map(({ operation, as, says }, at) => [
    `${at + 1} ${paper.bold(operation)}`,
    paper.faint(as),
    says,
  ]);
  const none = paragraph(paper, 'Its records have no life: every operation may be called at any time.');
  const parts = [
    ...(turns.length > 0 ? [`In this order:\n${listing(paper, order)}`] : []),
    ...paths.map((path) => recordInWords(paper, path)),
    ...(turns.length + paths.length === 0 ? [none] : []),
    `npx roadbook api ${api.room}.${turns[0]?.operation ?? Object.keys(api.operations)[0]}`,
  ];
  return [head, ...parts].join('\n\n');
}

function recordInWords(paper: Paper, { kind, statuses, aside }: Path): string {
  const way = statuses.map(({ status }) => status);
  const rows = statuses.map(({ status, steps }, at) => {
    const on = steps.filter(({ to }) => to.includes(way[at + 1] ?? ''));
    const besides = steps.filter((step) => !on.includes(step));
    const named = besides.map((step) => stepOf(step)).join(', ');
    const parts = [
      ...on.map((step) => stepInWords(step)),
      ...(named === '' ? [] : [paper.faint(`besides ${named}`)]),
    ];
    return [paper.bold(status), parts.join('; ') || paper.faint('the end')];
  });
  const other =
    aside.length > 0 ? [paragraph(paper, paper.faint(`or turns aside: ${aside.join(', ')}`), 2)] : [];
  return [paragraph(paper, `${paper.bold(kind)}: ${way.join(' → ')}`), listing(paper, rows), ...other].join(
    '\n',
  );
}

const stepOf = ({ step, operations }: PathStep): string =>
  operations.length === 0 ? step : operations.join(' or ');

/** `disburse by lender`; what no operation of the room does is done by another record or room. */
const stepInWords = (step: PathStep): string =>
  `${stepOf(step)} by ${step.by.join(' or ')}${step.operations.length === 0 ? ' (with another record)' : ''}`;
