import {type ClassEvent, LONGEST_MESSAGE} from '../session/class/classState.ts';
import {LONGEST_KEPT} from '../session/play/keptPlay.ts';
import {strides} from '../session/player.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isText = (value: unknown, most = 100): value is string =>
  typeof value === 'string' && value.length <= most;

const isOptionalText = (value: unknown): boolean => value === undefined || isText(value);

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isPosition = (value: unknown): boolean =>
  isRecord(value) && isIndex(value.step) && isIndex(value.frame);

const isLook = (value: unknown): boolean =>
  isRecord(value) &&
  (value.language === 'zh' || value.language === 'en') &&
  [2, 4, 9, 17].includes(Number(value.digits)) &&
  typeof value.ascii === 'boolean' &&
  typeof value.color === 'boolean' &&
  (value.background === 'dark' || value.background === 'light');

const moves = ['forward', 'back', 'first', 'last', 'coarser', 'finer'];

/** Whether what was read from a file is an event of a class. */
export function isClassEvent(value: unknown): value is ClassEvent {
  if (!isRecord(value)) return false;
  const {type, student, step, text, position, action} = value;
  switch (type) {
    case 'teach':
      return (
        isRecord(action) &&
        (moves.includes(String(action.type)) || (action.type === 'goTo' && isIndex(action.step)))
      );
    case 'reveal':
    case 'end':
      return true;
    case 'lock':
      return typeof value.locked === 'boolean';
    case 'message':
      return isText(text, LONGEST_MESSAGE);
    case 'stands':
      return (
        isPosition(position) &&
        strides.some((stride) => stride === value.stride) &&
        Array.isArray(value.revealed) &&
        value.revealed.every(isIndex)
      );
    case 'join':
      return isText(student) && isText(value.name) && isText(value.word) && isOptionalText(value.key);
    case 'look':
      return isText(student) && isLook(value.look);
    case 'follow':
      return isText(student);
    case 'at':
      return isText(student) && isPosition(position);
    case 'answer':
      return isText(student) && isIndex(step) && isOptionalText(text);
    case 'plays':
      return (
        isText(student) &&
        (value.play === undefined ||
          (isRecord(value.play) &&
            isPosition(value.play.from) &&
            typeof value.play.open === 'boolean' &&
            isText(value.play.chosen) &&
            isText(value.play.text, LONGEST_KEPT)))
      );
    case 'remove':
      return isText(student) && typeof value.removed === 'boolean';
    case 'word':
      return isText(student) && isText(value.word);
    case 'gave':
      return (
        isText(student) &&
        isIndex(step) &&
        isOptionalText(text) &&
        typeof value.late === 'boolean' &&
        typeof value.final === 'boolean'
      );
    default:
      return false;
  }
}
