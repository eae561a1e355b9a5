const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of a span such as `90m`, whose form the schema has checked. */
export function secondsOf(span: string): number {
  return Number(span.slice(0, -1)) * SECONDS[span.slice(-1) as keyof typeof SECONDS];
}
