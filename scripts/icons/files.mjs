// @ts-check
// The files that pictures are kept in: PNG, and the two that hold one picture in several sizes.
import { crc32, deflateSync } from 'node:zlib';

/**
 * @param {number} edge
 * @param {Buffer} pixels rows of red, green, blue and alpha
 */
export function png(edge, pixels) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(edge, 0);
  head.writeUInt32BE(edge, 4);
  // Eight bits, red, green, blue and alpha.
  head.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(edge * (edge * 4 + 1));
  for (let y = 0; y < edge; y += 1) {
    pixels.copy(rows, y * (edge * 4 + 1) + 1, y * edge * 4, (y + 1) * edge * 4);
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** @typedef {{ readonly edge: number, readonly png: Buffer }} Picture */

/**
 * An icon of Windows.
 *
 * @param {readonly Picture[]} pictures each at most 256 pixels wide
 */
export function ico(pictures) {
  const head = Buffer.alloc(6 + pictures.length * 16);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach((picture, index) => {
    const at = 6 + index * 16;
    // 256 is written as 0.
    head.writeUInt8(picture.edge % 256, at);
    head.writeUInt8(picture.edge % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(picture.png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += picture.png.length;
  });
  return Buffer.concat([head, ...pictures.map((picture) => picture.png)]);
}

/**
 * An icon of macOS.
 *
 * @param {readonly { readonly type: string, readonly png: Buffer }[]} pictures by the type that says their size
 */
export function icns(pictures) {
  const parts = pictures.map((picture) => {
    const head = Buffer.alloc(8);
    head.write(picture.type, 0, 'latin1');
    head.writeUInt32BE(picture.png.length + 8, 4);
    return Buffer.concat([head, picture.png]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
