// Loaded into a process by NODE_OPTIONS: the clock on its wall jumps a year ahead, then a year behind, and so on.
'use strict';
const YEAR_MS = 365 * 86_400_000;
const JUMP_EVERY_MS = 5000;
const OFFSETS = [0, YEAR_MS, -YEAR_MS];

const RealDate = Date;
const offset = () => OFFSETS[Math.floor(performance.now() / JUMP_EVERY_MS) % OFFSETS.length];

globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset());
    else super(...args);
  }
  static now() {
    return RealDate.now() + offset();
  }
};
