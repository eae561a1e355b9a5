import { parentPort, workerData } from 'node:worker_threads';
import { draw } from './draw.mjs';
import type { PlotRequest } from './plot-request.js';

/** Draws the requests it was started with and posts one SVG text for each. */
parentPort?.postMessage((workerData as PlotRequest[]).map(draw));
