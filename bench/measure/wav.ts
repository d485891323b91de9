const HEADER_BYTES = 44;

/**
 * A WAV file of one channel of 16 bits.
 *
 * @param valueAt the sample with this number, -1 to 1
 */
export function wavFile(sampleRate: number, count: number, valueAt: (index: number) => number): Buffer {
  const file = Buffer.alloc(HEADER_BYTES + count * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(count * 2, 40);
  for (let index = 0; index < count; index += 1)
    file.writeInt16LE(Math.round(valueAt(index) * 32_767), HEADER_BYTES + index * 2);
  return file;
}
