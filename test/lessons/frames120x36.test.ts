import {everyFrameFits} from './everyFrame.ts';

everyFrameFits(120, 36, ({kind}) => kind !== 'passed' && kind !== 'turned');
