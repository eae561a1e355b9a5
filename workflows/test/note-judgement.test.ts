import type { CollapseAction } from '@headwater/contracts';
import { noteJudgement } from '../src/lab/note-judgement';

function after(actions: CollapseAction[]) {
  const chain = { generation: -1, warnedAt: null, refusedAt: null, stoppedAt: null, refusedInARow: 0 };
  for (const action of actions) {
    chain.generation += 1;
    noteJudgement(chain, action);
  }
  return [chain.warnedAt, chain.refusedAt, chain.stoppedAt];
}

it.each<[string, CollapseAction[], (number | null)[]]>([
  ['nothing while it goes on', ['go-on', 'go-on', 'go-on'], [null, null, null]],
  ['the first warning, which refuses nothing', ['go-on', 'add-fresh', 'add-fresh'], [1, null, null]],
  ['the first refusal, which is a warning too', ['go-on', 'go-on', 'roll-back'], [2, 2, null]],
  ['a stop with the second refusal in a row', ['go-on', 'roll-back', 'roll-back', 'stop'], [1, 1, 2]],
  ['no stop where one was good between', ['roll-back', 'go-on', 'roll-back', 'add-fresh', 'stop'], [0, 0, null]],
])('notes %s', (_, actions, expected) => expect(after(actions)).toEqual(expected));
