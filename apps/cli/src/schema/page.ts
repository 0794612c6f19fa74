import {
  type Api,
  type Entry,
  entryOf,
  type ErrorSpec,
  fieldsOf,
  kitErrors,
  legendOf,
  type Manner,
  namesOf,
  saysOf,
  schemaOf,
} from '@roadbook/chaincode/api';
import type { z } from 'zod';
import { commandFor } from './start';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string): string => value.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
/** Text with `code` in it. */
const prose = (value: string): string => text(value).replace(/`([^`]+)`/g, '<code>$1</code>');

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2733}
h2{margin-top:2.5rem;border-top:1px solid #d5dce3;padding-top:1rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #eef1f4}
td:first-child{font-family:ui-monospace,monospace;white-space:pre}code,pre{font-family:ui-monospace,monospace}
pre{background:#f4f6f8;padding:.6rem;overflow:auto}.faint{color:#52606d}nav a{margin-right:.8rem}a{color:#1f5d99}`;

const pageOf = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title>` +
  `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>\n${body}\n</body></html>\n`;

const tableOf = (rows: readonly (readonly [string, string])[]): string =>
  `<table>${rows.map(([left, right]) => `<tr><td>${left}</td><td>${right}</td></tr>`).join('\n')}</table>`;

function fieldsTable(title: string, type: z.core.$ZodType): string {
  const schema = schemaOf(type);
  const fields = fieldsOf(schema);
  const legend = legendOf(fields).map((line) => `<p class="faint">${text(line)}</p>`);
  const rows = fields.map(({ depth, name, says }) => [text('  '.repeat(depth) + name), prose(says)] as const);
  const body =
    rows.length > 0 ? tableOf(rows) : `<p>${prose(schema.properties ? 'nothing: {}' : saysOf(schema))}</p>`;
  return `<h4>${title}</h4>${body}${legend.join('')}`;
}

const refusalsOf = (errors: readonly ErrorSpec[]): string =>
  errors.length === 0
    ? ''
    : `<h4>Refusals, the first that applies</h4>${tableOf(
        errors.map(
          ({ code, says, cure }) =>
            [code, `${prose(says)} <span class="faint">${prose(cure)}</span>`] as const,
        ),
      )}`;

const MANNERS: Readonly<Record<Manner, string>> = {
  submit: 'Changes the ledger; a majority of the organisations endorses it.',
  evaluate: 'Only reads.',
  keep: 'Keeps private facts with the own organisation and answers their seal; nothing public is written.',
};

/** Which steps of which lives an operation takes, and who may take each from where. */
function stepsOf({ operation: { needs } }: Entry): string {
  const { step, steps = [], takes = [] } = needs ?? {};
  const said = [...(step ? [step] : []), ...steps, ...takes].map(({ life, name }) => {
    const { by = '', from = [] } = life.steps[name] ?? {};
    return `the step <code>${text(name)}</code> of a ${text(life.kind)}: by ${text([by].flat().join(' or '))}, from ${text(from.join(', '))}`;
  });
  return said.length === 0 ? '' : `<p>Takes ${said.join('; ')}.</p>`;
}

function operationOf(entry: Entry): string {
  const { room, name, operation, request, response } = entry;
  const { says, manner, by, errors, events, many, secret } = operation;
  const batch = many
    ? `<p>Up to ${many} at once, all or nothing: <code>${name}Many</code> with <code>{"items":[…]}</code>.</p>`
    : '';
  const parts = [
    `<h2 id="${name}">${room}.${name}</h2><p>${prose(says)}</p>`,
    `<p class="faint">For ${text(by.join(', '))}. ${MANNERS[manner]}</p>${stepsOf(entry)}${batch}`,
    fieldsTable('Request', request),
    ...(secret ? [fieldsTable('Private facts', secret)] : []),
    fieldsTable('Answer', response),
    refusalsOf(errors),
    ...(events.length > 0
      ? [`<h4>Events</h4><p>${events.map((event) => `<code>${event.name}</code>`).join(', ')}</p>`]
      : []),
    `<h4>Call it</h4><pre>${text(commandFor(entry))}</pre>`,
  ];
  return parts.join('\n');
}

/** The page of a room: every operation with its request, answer, refusals and events. */
export function roomPage(api: Api): string {
  const entries = namesOf(api)
    .flatMap((name) => entryOf(api, name) ?? [])
    .filter(({ batch }) => !batch);
  const links = entries.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' ');
  const head = `<p><a href="index.html">all rooms</a></p><h1>${api.room}</h1><p>${prose(api.says)}</p><nav>${links}</nav>`;
  return pageOf(`Roadbook: ${api.room}`, [head, ...entries.map(operationOf)].join('\n'));
}

/** The first page: the rooms, and the refusals that any operation may answer. */
export function indexPage(rooms: readonly Api[]): string {
  const rows = rooms.map(
    (api) =>
      [
        `<a href="${api.room}.html">${api.room}</a>`,
        `${prose(api.says)} ${Object.keys(api.operations).length} operations.`,
      ] as const,
  );
  const body = `<h1>Roadbook, by room</h1>${tableOf(rows)}<h2>Any operation</h2>${refusalsOf(Object.values(kitErrors))}`;
  return pageOf('Roadbook', body);
}
