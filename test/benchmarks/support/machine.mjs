import { cpus, loadavg, totalmem } from 'node:os';

/** What figures of time and memory depend on; kept beside them. */
export function machine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    // Above 1 a core at the start: somebody else was computing.
    loadAtStart: Number(loadavg()[0].toFixed(2)),
    date: new Date().toISOString(),
  };
}

export function machineLine({ cpu, cores, memoryGB, node, loadAtStart, date }) {
  return `${cpu}, ${cores} cores, ${memoryGB} GB, Node ${node}, load ${loadAtStart} at the start, ${date}.`;
}
