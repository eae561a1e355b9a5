const KNOWN = new WeakMap<Float64Array, Float64Array>();

/**
 * The present values (not NaN) in increasing order. Many measures start from them, so they are sorted once for each
 * array and kept as long as it: neither may be changed.
 */
export function sortedPresent(values: Float64Array): Float64Array {
  let sorted = KNOWN.get(values);
  if (sorted === undefined) {
    sorted = values.filter((v) => v === v).sort();
    KNOWN.set(values, sorted);
  }
  return sorted;
}
