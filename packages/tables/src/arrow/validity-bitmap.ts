/** Arrow's validity bitmap (least significant bit first) of rows `start` to `end`, or null when none is missing. */
export function validityBitmap(
  isMissing: (row: number) => boolean,
  start: number,
  end: number,
): { bitmap: Uint8Array; nulls: number } | null {
  const bitmap = new Uint8Array((end - start + 7) >> 3);
  let nulls = 0;
  for (let row = start; row < end; row++) {
    if (isMissing(row)) nulls++;
    else bitmap[(row - start) >> 3] = (bitmap[(row - start) >> 3] as number) | (1 << ((row - start) & 7));
  }
  return nulls === 0 ? null : { bitmap, nulls };
}
