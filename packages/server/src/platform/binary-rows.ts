const header = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const firstBytes = 65_536;

/** Rows in the binary format of COPY, written value by value into one growing buffer. */
export interface BinaryRows {
  /** Begins a row of so many columns; as many values must follow. */
  row(columns: number): void;
  bigint(value: number): void;
  text(value: string): void;
  bytes(value: Uint8Array): void;
  /** All rows, with the format's header and trailer. Nothing may be written afterwards. */
  finish(): Buffer;
}

export function createBinaryRows(): BinaryRows {
  let buffer = Buffer.allocUnsafe(firstBytes);
  let length = header.copy(buffer);
  const reserve = (bytes: number) => {
    if (length + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + bytes));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  };
  return {
    row: (columns) => {
      reserve(2);
      length = buffer.writeInt16BE(columns, length);
    },
    bigint: (value) => {
      reserve(12);
      length = buffer.writeInt32BE(8, length);
      length = buffer.writeInt32BE(Math.floor(value / 2 ** 32), length);
      length = buffer.writeUInt32BE(value % 2 ** 32, length);
    },
    text: (value) => {
      reserve(4 + value.length * 3);
      const written = buffer.write(value, length + 4, 'utf8');
      length = buffer.writeInt32BE(written, length) + written;
    },
    bytes: (value) => {
      reserve(4 + value.length);
      length = buffer.writeInt32BE(value.length, length);
      buffer.set(value, length);
      length += value.length;
    },
    finish: () => {
      reserve(2);
      length = buffer.writeInt16BE(-1, length);
      return buffer.subarray(0, length);
    },
  };
}
