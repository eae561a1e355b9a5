/**
 * A command's action whose code is loaded when it is called: `headwater show` need not wait for what a worker is made of.
 */
export function lazily<Arguments extends unknown[]>(
  load: () => Promise<(...args: Arguments) => Promise<void> | void>,
): (...args: Arguments) => Promise<void> {
  return async (...args) => (await load())(...args);
}
