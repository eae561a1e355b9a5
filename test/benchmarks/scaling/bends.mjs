import { fixed, grouped } from '../support/markdown.mjs';

/** A slope this much above the one before counts as a bend. */
const BEND = 0.3;
const LINEAR = 1.1;

/** d log(measure) / d log(size) from each point's neighbour below to it; null for the first and where one failed. */
export function slopes(points, measure) {
  return points.map((point, i) => {
    const before = points[i - 1];
    if (before === undefined || !(point[measure] > 0) || !(before[measure] > 0)) return null;
    return Math.log(point[measure] / before[measure]) / Math.log(point[point.axis] / before[before.axis]);
  });
}

/** Says in words how fit time and peak memory grow along an axis, and where they begin to grow faster. */
export function bendLine(axis, points) {
  const say = (what, measure) => {
    const found = slopes(points, measure);
    const known = found.filter((slope) => slope !== null);
    if (known.length === 0) return `${what}: too few points`;
    const at = found.findIndex(
      (slope, i) => i > 1 && slope !== null && found[i - 1] !== null && slope - found[i - 1] > BEND,
    );
    const listed = known.map((slope) => fixed(slope, 2)).join(', ');
    const bend = at < 0 ? 'no bend' : `bends upwards after ${grouped(points[at - 1][axis])}`;
    const steep = points.flatMap((point, i) =>
      found[i] > LINEAR ? [`${grouped(points[i - 1][axis])} to ${grouped(point[axis])}`] : [],
    );
    const note = steep.length === 0 ? 'nowhere faster than linear' : `faster than linear from ${steep.join(', ')}`;
    return `${what} slopes ${listed}: ${bend}, ${note}`;
  };
  const failed = points.filter(({ error }) => error !== undefined).map((point) => grouped(point[axis]));
  const failure = failed.length === 0 ? '' : `; failed at ${failed.join(', ')}`;
  return `**${axis}** ${say('fit time', 'fitSeconds')}; ${say('peak memory', 'peakMB')}${failure}.`;
}
