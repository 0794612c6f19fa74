import { gzipSync } from 'node:zlib';

/**
 * Stored, not compressed, and without the name of the system: the same bytes from every version of zlib on
 * every machine.
 */
export function gzip(content: Buffer): Buffer {
  const bytes = gzipSync(content, { level: 0 });
  bytes[9] = 255;
  return bytes;
}

/** A tar file without times, owners or order of its own. */
export function tar(entries: readonly (readonly [string, string | Buffer])[]): Buffer {
  const blocks = entries.flatMap(([name, content]) => {
    const body = Buffer.from(content);
    const head = Buffer.alloc(512);
    const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
    head.write(name, 0);
    for (const [value, at, length] of [
      [0o644, 100, 8],
      [0, 108, 8],
      [0, 116, 8],
      [body.length, 124, 12],
      [0, 136, 12],
    ] as const)
      head.write(octal(value, length), at);
    head.write('        0', 148);
    head.write('ustar\x0000', 257);
    head.write(
      `${head
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
