import type { SequenceCommand } from './sequence-command.js';

/** A read-back: it shows the same again, and changes nothing. */
export function read(): SequenceCommand {
  return {
    toString: () => 'a read-back',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      rehearsal.tell('a read-back');
      rehearsal.session.forget(rehearsal.fixture);
      await rehearsal.compare(state, []);
    },
  };
}
