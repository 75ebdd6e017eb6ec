import {everyFrameFits} from './everyFrame.ts';

everyFrameFits(60, 18, ({kind}) => kind === 'shown');
