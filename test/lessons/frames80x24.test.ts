import {everyFrameFits} from './everyFrame.ts';

everyFrameFits(80, 24, () => true);
