import { createHash } from 'node:crypto';
import { chapters } from './chapter';

/** Fetches a chapter and shows its operations; everything comes from this server. */
const SCRIPT = `
const $ = (id) => document.getElementById(id);
const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
let described;
const follow = (schema) => {
  const name = schema && schema.$ref && schema.$ref.split('/').pop();
  return name ? described.components.schemas[name] : schema || {};
};
const sample = (given, depth = 0) => {
  const schema = follow(given);
  if (schema.examples) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const one = schema.anyOf || schema.oneOf || schema.allOf;
  if (one) return depth > 6 ? null : sample(one[0], depth + 1);
  if (schema.type === 'object' || schema.properties) {
    const needed = schema.required || [];
    return Object.fromEntries(needed.map((name) => [name, depth > 6 ? null : sample(schema.properties[name], depth + 1)]));
  }
  if (schema.type === 'array') return schema.minItems && depth < 6 ? [sample(schema.items, depth + 1)] : [];
  return { integer: schema.minimum > 0 ? schema.minimum : 0, number: 0, boolean: true, string: '' }[schema.type] ?? null;
};
const send = async (method, path, body, out) => {
  out.textContent = '…';
  const headers = { Authorization: 'Bearer ' + $('token').value };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const answer = await fetch(path, { method, headers, body });
    const told = await answer.text();
    let shown = told;
    try { shown = JSON.stringify(JSON.parse(told), null, 2); } catch {}
    out.textContent = answer.status + ' ' + answer.statusText + '\\n' + shown;
  } catch (error) { out.textContent = String(error); }
};
const shown = (path, method, operation) => {
  const box = make('details', '');
  const head = make('summary', method.toUpperCase() + ' ' + path);
  head.append(make('span', ' ' + (operation.summary || '')));
  const field = make('input', '', { value: path, size: 80, ariaLabel: 'address' });
  const schema = operation.requestBody && Object.values(operation.requestBody.content)[0].schema;
  const text = make('textarea', schema ? JSON.stringify(sample(schema), null, 2) : '', { rows: 10, ariaLabel: 'request' });
  const out = make('pre', '');
  const go = make('button', 'Send');
  go.addEventListener('click', () => send(method.toUpperCase(), field.value, schema ? text.value : undefined, out));
  box.append(head, make('p', operation.description || ''), field, ...(schema ? [text] : []), go, out);
  if (schema) {
    const more = make('details', '');
    more.append(make('summary', 'schema'), make('pre', JSON.stringify(follow(schema), null, 2)));
    box.append(more);
  }
  return box;
};
const show = async () => {
  described = await (await fetch('/openapi/' + $('room').value + '.json')).json();
  const all = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).filter(([method]) => method !== 'parameters').map(([method, one]) => shown(path, method, one)));
  $('operations').replaceChildren(...all);
};
$('room').addEventListener('change', show);
show();
`;

const STYLE =
  'body{font:16px system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}summary{font-family:monospace;' +
  'cursor:pointer;padding:.3rem 0}summary span{font-family:system-ui}textarea,input{font-family:monospace;' +
  'width:100%;box-sizing:border-box;margin:.3rem 0}pre{overflow:auto;background:#8881;padding:.5rem}';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page to read and try every operation, a room at a time; it needs nothing from anywhere else. */
export const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Roadbook</title><style>${STYLE}</style></head><body>
<h1>Roadbook</h1>
<p><label>Room <select id="room">${chapters.map((name) => `<option>${name}</option>`).join('')}</select></label>
<label>Token <input id="token" type="password" autocomplete="off" placeholder="scripts/api token &lt;organisation&gt;/&lt;user&gt;"></label></p>
<div id="operations"></div>
<script>${SCRIPT}</script>
</body></html>
`;

/** What the page may do: run this script and ask this server. */
export const docsPolicy: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    `default-src 'none'; script-src ${hashOf(SCRIPT)}; style-src ${hashOf(STYLE)}; connect-src 'self'; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
