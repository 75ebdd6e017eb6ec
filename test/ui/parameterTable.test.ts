import {expect, test} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import {passOf} from '../../src/session/state.ts';
import {networkView} from '../../src/session/view/network.ts';
import {parameterTable} from '../../src/session/view/table.ts';
import {drawNetwork} from '../../src/ui/drawing/network.ts';
import {parameterContent} from '../../src/ui/parameterTable.ts';
import {fitTable} from '../../src/ui/tablePanel.tsx';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';
import {named, netOf} from './drawing/views.ts';

const net = netOf(named([2, 40, 40, 1]));
const whole = {...net, cursor: passOf(net).operations.length};

/** A notation, and how many numbers it has written. */
function counting() {
  const notation = createNotation(noNames, 'en', 4, false);
  const count = {written: 0};
  const counted: typeof notation = {
    ...notation,
    number(value) {
      count.written += 1;
      return notation.number(value);
    },
  };
  return {counted, count};
}

test('of a large net only the rows in sight are written', () => {
  const {counted, count} = counting();
  const table = parameterTable(whole, counted, {marked: new Set()});
  const content = parameterContent(table, '', {words: screenWords.en, ascii: false});
  expect(fitTable(content, {width: 80, height: 14}).rows).toHaveLength(10);
  expect(table.size).toBeGreaterThan(1700);
  expect(count.written).toBeLessThan(150);
});

test('of a large net only the weights that are drawn are written', () => {
  const {counted, count} = counting();
  const view = networkView(whole, counted, {subject: 'a.b3', marked: new Set()});
  drawNetwork(view, {width: 76, height: 14, ascii: false});
  expect(whole.start.parameters.length).toBeGreaterThan(1700);
  expect(count.written).toBeLessThan(1000);
});
