import { crc32, deflateRawSync } from 'node:zlib';

/** One entry as a liar would write it: what is not given is true. */
export type HostileEntry = { content: Buffer; name?: string; method?: number; flags?: number; attributes?: number; packed?: Buffer; claims?: { bytes?: number; packedBytes?: number; crc?: number; at?: number } };

function local({ name = 'x', flags = 0, method = 8 }: HostileEntry, packed: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04_03_4b_50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name), packed]);
}

function listed({ content, name = 'x', flags = 0, method = 8, attributes = 0, claims = {} }: HostileEntry, packed: Buffer, at: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02_01_4b_50, 0);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(claims.crc ?? crc32(content), 16);
  header.writeUInt32LE(claims.packedBytes ?? packed.length, 20);
  header.writeUInt32LE(claims.bytes ?? content.length, 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt32LE(attributes, 38);
  header.writeUInt32LE(claims.at ?? at, 42);
  return Buffer.concat([header, Buffer.from(name)]);
}

/** For tests: a ZIP that says whatever it is told to say. `count` is what its end claims. */
export function zipOf(entries: readonly HostileEntry[], count = Math.min(entries.length, 65_535)): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const packed = entry.packed ?? (entry.method === 0 ? entry.content : deflateRawSync(entry.content));
    const body = local(entry, packed);
    bodies.push(body);
    directory.push(listed(entry, packed, at));
    at += body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06_05_4b_50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.reduce((sum, each) => sum + each.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}
