const bytesOf = (packed) => Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
const inflated = (packed) =>
  new Response(new Blob([bytesOf(packed)]).stream().pipeThrough(new DecompressionStream("deflate")));

// Bytes → rows: unpack, put the four bytes of each number together again, undo the differences between rows.
async function unpack(packed, parts) {
  const planes = new Uint8Array(await inflated(packed).arrayBuffer());
  const size = planes.length / 4;
  const table = new Int32Array(size);
  for (let i = 0; i < size; i++)
    table[i] = planes[i] | (planes[i + size] << 8) | (planes[i + 2 * size] << 16) | (planes[i + 3 * size] << 24);
  for (const part of parts)
    for (let i = part.offset + part.width; i < part.offset + part.width * part.rows; i++) table[i] += table[i - part.width];
  return table;
}
