#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '..', 'dist', 'main.js');
if (!existsSync(main)) {
  process.stderr.write('headwater: not built yet. Run `npm run setup` in the checkout first.\n');
  process.exit(4);
}
require(main);
