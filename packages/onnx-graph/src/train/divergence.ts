/** Index of the first value that is NaN or infinite, -1 when all are finite. */
export function firstNonFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** Throws what `error` makes of the name of the first tensor that is not finite throughout. */
export function requireFiniteState(tensors: ReadonlyMap<string, Float32Array>, error: (name: string) => Error): void {
  for (const [name, values] of tensors) if (firstNonFinite(values) >= 0) throw error(name);
}
