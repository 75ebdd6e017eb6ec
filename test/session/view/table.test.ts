import fc from 'fast-check';
import {expect, test} from 'vitest';
import {gradient, next} from '../../../src/engine/quantity.ts';
import {createNotation, DIGITS} from '../../../src/session/notation.ts';
import {roomForTexts, usualRoom} from '../../../src/session/numberRoom.ts';
import {passOf} from '../../../src/session/state.ts';
import {parameterFields, parameterTable, rowsOf} from '../../../src/session/view/table.ts';
import {anyNet, named, netOf} from '../../ui/drawing/views.ts';
import {noNames} from '../lessons.ts';

test('columns have the room that all rows need, written or not', () => {
  fc.assert(
    fc.property(
      anyNet,
      fc.double({min: 0, max: 1, noNaN: true}),
      fc.constantFrom(...DIGITS),
      (net, part, digits) => {
        const cursor = Math.round(part * passOf(net).operations.length);
        const notation = createNotation(net.start.setup.names, 'en', digits, false);
        const table = parameterTable({...net, cursor}, notation, {marked: new Set()});
        const rows = rowsOf(table);
        expect(table.nameCells).toBe(Math.max(...rows.map(({name}) => name.length)));
        for (const field of parameterFields)
          expect(table.rooms[field]).toEqual(
            roomForTexts(
              rows.map((row) => row[field]),
              usualRoom(digits),
            ),
          );
      },
    ),
  );
});

test.each([
  ['a parameter', (name: string) => name],
  ['its gradient', gradient],
  ['its new value', next],
])('a row is marked for %s', (_, of) => {
  const net = netOf(named([2, 3, 1]));
  const {parameters} = net.start.setup.network;
  const notation = createNotation(noNames, 'en', 4, false);
  const table = parameterTable(net, notation, {marked: new Set([of(parameters[4]!), 'loss'])});
  expect([...table.marked]).toEqual([4]);
});
