import { withoutIdleEscapes } from './text';

const WEB = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$/i;
const UUID = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const URN = /^urn:([a-z0-9][a-z0-9-]{0,31}):(.*)$/i;
const PORTS: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/**
 * The path of a web address as its segments, its query, and the segments without `.` and `..` where it has
 * any (RFC 3986 §5.2.4): a serial may be a dot.
 */
export function pathOf(uri: string): {
  readonly segments: readonly string[];
  readonly resolved?: readonly string[];
  readonly query: string;
} {
  const [, , , written = '', query = ''] = WEB.exec(uri) ?? [];
  const path = written.replace(/\/+$/, '');
  const [segments, resolved] = [path.split('/').slice(1), segmentsOf(path)];
  return { segments, query, ...(resolved.length !== segments.length && { resolved }) };
}

const DOTS: Readonly<Record<string, string>> = { '%2e': '.', '.%2e': '..', '%2e.': '..', '%2e%2e': '..' };

function segmentsOf(path: string): string[] {
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    const step = DOTS[segment.toLowerCase()] ?? segment;
    if (step === '..') kept.pop();
    else if (step !== '.') kept.push(segment);
  }
  return kept;
}

/**
 * A URI in the one form that its equivalents share: scheme, host and UUID in small letters, no default port,
 * no `.` and `..`, no escapes without need, the others in capitals (RFC 3986 §6.2, RFC 8141 §3, RFC 9562 §4).
 */
export function canonicalUri(uri: string): string {
  if (UUID.test(uri)) return uri.toLowerCase();
  const [, scheme, authority = '', path = '', query, fragment = ''] = WEB.exec(uri) ?? [];
  if (scheme !== undefined) {
    const [at, lower] = [authority.lastIndexOf('@') + 1, scheme.toLowerCase()];
    const host = authority.slice(at).toLowerCase();
    const port = PORTS[lower] ?? '';
    const bare = host.endsWith(port) ? host.slice(0, -port.length) : host.replace(/:$/, '');
    const steps = segmentsOf(path);
    const ends = /(?:^|\/)(?:\.{1,2}|%2e|\.%2e|%2e\.|%2e%2e)$/i.test(path) && steps.length > 0 ? '/' : '';
    const rest = `/${steps.join('/')}${ends}${query === undefined ? '' : `?${query}`}${fragment}`;
    return `${lower}://${authority.slice(0, at)}${withoutIdleEscapes(bare + rest)}`;
  }
  const [, space, rest = ''] = URN.exec(uri) ?? [];
  return space === undefined ? uri : `urn:${space.toLowerCase()}:${withoutIdleEscapes(rest)}`;
}
