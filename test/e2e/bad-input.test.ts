import { existsSync, mkdirSync } from 'node:fs';
import type { CliExit } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { inLanes } from '../harness/lanes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const GOOD = adultRows(300);
const HEADER = GOOD.split('\n')[0]!;
const columns = HEADER.split(',').length;

/** What is wrong, the data file, the code that must come back, and what its message must name. */
const BAD_DATA: [string, string | Uint8Array, string, RegExp][] = [
  ['an empty file', '', 'SOURCE_EMPTY', /train\.csv/],
  ['a header only', `${HEADER}\n`, 'SOURCE_NO_ROWS', /train\.csv/],
  ['ragged rows', `${GOOD}1,2,3\n`, 'SOURCE_RAGGED', /302/],
  ['duplicate column names', GOOD.replace('age,workclass', 'age,age'), 'SOURCE_DUPLICATE_COLUMN', /age/],
  [
    'invalid UTF-8',
    Buffer.concat([
      Buffer.from(`${HEADER}\n`),
      Buffer.from([0xc3, 0x28, 0xff, 0xfe]),
      Buffer.from(`${','.repeat(columns - 1)}\n`),
    ]),
    'SOURCE_ENCODING',
    /train\.csv/,
  ],
  [
    'binary junk',
    Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
    'SOURCE_NOT_TABULAR',
    /train\.csv/,
  ],
  ['every column missing', `a,b\n${',\n'.repeat(50)}`, 'SOURCE_ALL_MISSING', /train\.csv/],
  ['a single row', GOOD.split('\n').slice(0, 2).join('\n'), 'SOURCE_TOO_FEW_ROWS', /1 row/],
  ['numbers that are all NaN or infinite', `a,b\n${'NaN,x\ninf,y\n'.repeat(30)}`, 'SOURCE_NO_FINITE_NUMBER', /a/],
];

/** What is wrong, the chain file, the code, and what the message or hint must name. */
const BAD_CHAINS: [string, string, string, RegExp][] = [
  ['no such file', smallChain().replace('train.csv', 'absent.csv'), 'SOURCE_NOT_FOUND', /absent\.csv/],
  [
    'an unknown family',
    smallChain().replace('masked-autoregressive', 'masked-autoregresive'),
    'SPEC_UNKNOWN_FAMILY',
    /masked-autoregressive/,
  ],
  ['an unknown key', smallChain().replace('generator:', 'genrator:'), 'SPEC_UNKNOWN_KEY', /generator/],
  ['an unknown parameter', smallChain().replace('epochs:', 'epoch:'), 'SPEC_UNKNOWN_KEY', /epochs/],
  ['no rows to generate', smallChain({ rows: 0 }), 'SPEC_INVALID', /rows/],
  ['negative rows', smallChain({ rows: -5 }), 'SPEC_INVALID', /-5/],
  [
    'a target that is no column',
    smallChain({ extra: 'schema: { columns: { incme: { role: target } } }\n' }),
    'SPEC_COLUMN_UNKNOWN',
    /incme/,
  ],
  [
    'a condition on an unknown value',
    smallChain().replace('rows: 400', 'conditions: { sex: Neither }, rows: 600'),
    'CONDITION_INVALID',
    /sex/,
  ],
  [
    'an unwritable publish target',
    smallChain({ extra: 'publish: { target: train.csv/inside }\n' }),
    'PUBLISH_UNWRITABLE',
    /train\.csv/,
  ],
  ['broken YAML', 'version: 1\nname: [', 'SPEC_SYNTAX', /chain\.yaml:\d/],
];

interface Case {
  what: string;
  chain: string;
  data: string | Uint8Array;
  holdout?: string;
  code: string;
  names: RegExp;
}

const ALONE = smallChain().replace('{ holdout: holdout.csv }', '{ share: 0.2, seed: 1 }');
const CASES: Case[] = [
  ...BAD_DATA.map(([what, data, code, names]) => ({ what, chain: ALONE, data, code, names })),
  ...BAD_CHAINS.map(([what, chain, code, names]) => ({ what, chain, data: GOOD, code, names })),
  {
    what: 'a holdout with other columns',
    chain: smallChain(),
    data: GOOD,
    holdout: 'a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n',
    code: 'SOURCE_SCHEMA_MISMATCH',
    names: /holdout/,
  },
  {
    what: 'a folder for data',
    chain: smallChain().replace('path: train.csv', 'path: folder'),
    data: GOOD,
    code: 'SOURCE_UNREADABLE',
    names: /folder/,
  },
];

describe('bad input is refused with a code, the place and the way out', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let exits: Promise<CliExit>[] = [];

  beforeAll(async () => {
    dev = await DevServer.start(folder.path('state'));
    exits = inLanes(CASES, 3, refuse);
  }, 120_000);
  afterAll(async () => {
    await Promise.allSettled(exits);
    await dev.stop();
    folder.remove();
  }, 60_000);

  /** Each case has a folder and a partition of its own. */
  function refuse({ chain, data, holdout }: Case, index: number): Promise<CliExit> {
    const inside = `case-${index}`;
    mkdirSync(folder.path(inside, 'folder'), { recursive: true });
    folder.write(`${inside}/train.csv`, data);
    folder.write(`${inside}/holdout.csv`, holdout ?? adultRows(100, 'holdout'));
    return dev.run(folder.write(`${inside}/chain.yaml`, chain), '--partition', inside);
  }

  test.each(CASES.map((one, index) => ({ ...one, index })))(
    '$what',
    async ({ code, names, index }) => {
      const exit = await exits[index]!;
      expect(exit.json.error?.code ?? exit.stderr).toBe(code);
      expect(`${exit.json.error.message} ${exit.json.error.hint ?? ''}`).toMatch(names);
      expect(exit.code).not.toBe(0);
      expect(existsSync(folder.path('state', 'published', 'small', 'current.json'))).toBe(false);
    },
    120_000,
  );
});
