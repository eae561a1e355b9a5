import { readFile } from 'node:fs/promises';
import { HeadwaterError, type Feedback } from '@headwater/contracts';

/** More are no feedback but a data file. */
const MOST = { scores: 100, segments: 1000 };

/** What the file of a feedback holds; version and person are given beside it. */
export type WrittenFeedback = Pick<Feedback, 'scores' | 'segments'>;

export const FEEDBACK_FORM =
  '{ "scores": { "accuracy": 0.81 }, "segments": [{ "column": "region", "value": "north", "score": 0.5 }] }, scores from 0 to 1';

/** Scores and segments of a JSON file. Throws USAGE where it cannot be read, FEEDBACK_INVALID where it holds something else. */
export async function readFeedback(path: string): Promise<WrittenFeedback> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HeadwaterError('USAGE', `the feedback file ${path} cannot be read`, {
      hint: 'Check the path after --file.',
      where: path,
      cause,
    });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(path, `${path} is not JSON`);
  }
  return checked(path, value);
}

function checked(path: string, value: unknown): WrittenFeedback {
  if (!isMapping(value)) throw invalid(path, `${path} is no JSON object`);
  const { scores = {}, segments = [], ...others } = value;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalid(path, `${path}: nothing reads ${JSON.stringify(unknown)}`);
  if (!isMapping(scores)) throw invalid('scores', `${path}: \`scores\` is no object of numbers`);
  if (!Array.isArray(segments)) throw invalid('segments', `${path}: \`segments\` is no list`);
  const names = Object.keys(scores);
  if (names.length === 0 && segments.length === 0) throw invalid(path, `${path} has no scores`);
  if (names.length > MOST.scores || segments.length > MOST.segments)
    throw invalid(path, `${path} has more than ${MOST.scores} scores or ${MOST.segments} segments`);
  for (const name of names)
    if (!isScore(scores[name]))
      throw invalid(`scores.${name}`, `${path}: the score ${JSON.stringify(name)} is not from 0 to 1`);
  return {
    scores: scores as Record<string, number>,
    segments: segments.map((segment, k) => segmentOf(path, segment, k)),
  };
}

function segmentOf(path: string, segment: unknown, k: number): Feedback['segments'][number] {
  const where = `segments[${k}]`;
  if (!isMapping(segment)) throw invalid(where, `${path}: ${where} is no object`);
  const { column, value, score } = segment;
  if (typeof column !== 'string') throw invalid(where, `${path}: ${where} names no column`);
  if (!isValue(value)) throw invalid(where, `${path}: ${where} has no value: a text, a number or a boolean`);
  if (!isScore(score)) throw invalid(where, `${path}: the score of ${where} is not from 0 to 1`);
  return { column, value, score };
}

export function invalid(where: string, message: string): HeadwaterError {
  return new HeadwaterError('FEEDBACK_INVALID', message, { where, hint: `Write it like ${FEEDBACK_FORM}.` });
}

function isScore(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isValue(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
