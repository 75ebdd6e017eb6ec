/*
 * What a lesson does without until somebody goes on from it, and the commands that begin there, in one piece: free play, derivatives,
 * what they ask for. As in offScreen.ts, fewer pieces let the first frame stand sooner.
 */
export {firstGrad, gradFrom} from '../ui/grad/kind.tsx';
export {firstPlay, playFrom, WITH_TRAINER} from '../ui/play/kind.tsx';
export {grad} from './grad.ts';
export {play} from './play.ts';
export {createThreadedTraining} from './threadedTraining.ts';
export {writeNew} from './writeNew.ts';
