import type { TableSchema } from '@headwater/contracts';
import type { Frame, RowSource } from '@headwater/tables';
import { examineRows } from '../src/examine-rows';

const SCHEMA: TableSchema = {
  version: 1,
  columns: [{ name: 'contact', type: 'category', physical: 'utf8', role: 'feature', nullable: true, written: {} }],
};

/** Rows of which every tenth is an e-mail address. */
function contacts(rows: number): RowSource {
  const levels = ['nobody', 'someone@example.org'];
  async function* batches(): AsyncGenerator<Frame> {
    for (let start = 0; start < rows; start += 50_000) {
      const codes = new Int32Array(Math.min(50_000, rows - start));
      for (let i = 0; i < codes.length; i += 10) codes[i] = 1;
      const column = { kind: 'categorical' as const, schema: SCHEMA.columns[0]!, codes, levels };
      yield { schema: SCHEMA, rows: codes.length, columns: [column] };
    }
  }
  return { schema: SCHEMA, rows, batches };
}

describe('examineRows', () => {
  it('searches all rows of a short table for personal data', async () => {
    const { pii, profile } = await examineRows(contacts(200_000), 1, () => undefined);
    expect(pii).toEqual([{ column: 'contact', kind: 'email', matches: 20_000, share: 0.1 }]);
    expect(profile.rows).toBe(200_000);
  });

  it('searches 200,000 rows of a long one and says so', async () => {
    const seen: number[] = [];
    const { pii, profile } = await examineRows(contacts(500_000), 1, (done) => seen.push(done));
    expect(pii).toHaveLength(1);
    const [finding] = pii;
    expect(finding).toMatchObject({ column: 'contact', kind: 'email', sampledRows: 200_000 });
    expect(finding!.matches / 200_000).toBe(finding!.share);
    // Of 50,000 in 500,000, as a hypergeometric draw: five standard errors.
    expect(Math.abs(finding!.share - 0.1)).toBeLessThan(5 * Math.sqrt((0.1 * 0.9 * 0.6) / 200_000));
    expect(profile.columns[0]).toMatchObject({ top: [{ count: 450_000 }, { count: 50_000 }] });
    expect(seen).toEqual(Array.from({ length: 10 }, (_, k) => 50_000 * (k + 1)));
  });

  it('stops when it is told to', async () => {
    const stop = (): void => {
      throw new Error('stop');
    };
    await expect(examineRows(contacts(100), 1, stop)).rejects.toThrow('stop');
  });
});
