const bytesOf = (packed) => Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
const inflated = (packed) =>
  new Response(new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate")));

// Bytes → rows: unpack, put the four bytes of each number together again, undo the
// differences down each column.
async function unpack(packed, parts) {
  const planes = new Uint8Array(await inflated(packed).arrayBuffer());
  const size = planes.length / 4;
  const read = (i) => planes[i] | (planes[i + size] << 8) | (planes[i + 2 * size] << 16) | (planes[i + 3 * size] << 24);
  const table = new Int32Array(size);
  for (const { offset, width, rows } of parts) {
    let from = offset;
    for (let column = 0; column < width; column++) {
      let value = 0;
      for (let row = 0; row < rows; row++) table[offset + row * width + column] = value += read(from++);
    }
  }
  return table;
}
