/** The JSON of `headwater run --json`, as documented; written out again so that a changed field is a failed test. */
export interface RunResult {
  runId: string;
  status: string;
  verdicts: { measure: string; verdict: string; score: number | null }[];
  published: { uri: string; files: string[]; manifest: string; sha256: string; rows: number };
  model: { uri: string; sha256: string };
  shards: { sha256: string; rows: number }[];
  card: string;
  seconds: Record<string, number>;
  reused: string[];
  error: { code: string; message: string; hint?: string; where?: string; stage?: string };
  targets: { column: string; value: string | number | boolean; share: number }[];
}
