import type {StudentNews} from '../../session/class/news.ts';
import {toAscii} from '../../session/notation.ts';
import type {Position} from '../../session/player.ts';
import type {State} from '../../session/state.ts';
import {isTooSmall} from '../pages.ts';
import type {Line} from '../paint.ts';
import {playKind} from '../play/kind.tsx';
import type {PlayScene} from '../play/scene.ts';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import {screenWords} from '../words.ts';
import {classWords, inBoth} from './classWords.ts';
import {lessBy, messageLines, under} from './message.tsx';
import {statusLine} from './pollPage.ts';

/** A student's free play. It lies on the lesson, and above it stands what the class is doing. */
export interface ClassPlay {
  readonly news: StudentNews;
  /** The lesson's state that it began from, and where that is. */
  readonly from: State;
  readonly at: Position;
  readonly play: PlayScene;
}

/** Free play in a class: that of everybody, and the student hears the teacher. */
export const classPlayKind: SceneKind<ClassPlay> = {
  name: 'class',
  places: playKind.places,
  idle: ({play}) => playKind.idle?.(play) ?? [],
  place: ({play}) => playKind.place(play),
  typed(scene, key, look) {
    const turn = playKind.typed(scene.play, key, below(scene, look));
    return turn && around(scene, turn);
  },
  commanded: (scene, command, key, look) =>
    around(scene, playKind.commanded(scene.play, command, key, below(scene, look))),
  scrolled: (scene, by, look) => ({...scene, play: playKind.scrolled(scene.play, by, below(scene, look))}),
  settled: (scene) => ({...scene, play: playKind.settled(scene.play)}),
  tickEvery: ({play}) => playKind.tickEvery(play),
  ticked: (scene, look) => around(scene, playKind.ticked(scene.play, below(scene, look))),
  answered: (scene, news) => ('role' in news && news.role === 'student' ? told(scene, news) : {state: scene}),
  view(scene, look, note) {
    const lines = above(scene, look);
    return under(lines, playKind.view(scene.play, lessBy(lines.length, look), note), look);
  },
};

export const enterPlay = (scene: ClassPlay): Scene<ClassPlay> => ({kind: classPlayKind, state: scene});

const around = (scene: ClassPlay, {state, ...turn}: Turn<PlayScene>): Turn<ClassPlay> => ({
  ...turn,
  state: state === scene.play ? scene : {...scene, play: state},
});

/** What the class does and what the teacher says, above free play; the smallest screen has no room for it. */
function above({news}: ClassPlay, look: Look): readonly Line[] {
  const below = lessBy(1, look);
  if (isTooSmall(below)) return [];
  const said = messageLines(news.shared.message, below);
  return [bar(news, look, said.length > 0), ...said];
}

/** What is left for free play. */
const below = (scene: ClassPlay, look: Look): Look => lessBy(above(scene, look).length, look);

/** What has changed in the class is also said where the eyes are. What nobody would see changes nothing: it would cost a picture. */
function told(scene: ClassPlay, news: StudentNews): Turn<ClassPlay> {
  const before = scene.news.shared;
  const {poll, message} = news.shared;
  const isSame = JSON.stringify(shownOf(news)) === JSON.stringify(shownOf(scene.news));
  const state = isSame ? scene : {...scene, news};
  if (poll !== undefined && poll !== before.poll) {
    const {following} = news.own;
    return {state, note: inBoth(({asked, askedAway}) => (following ? asked : askedAway))};
  }
  if (message !== '' && message !== before.message) return {state, note: inBoth(({says}) => says(message))};
  return {state};
}

/** What is seen of the class in free play. */
const shownOf = ({shared, own}: StudentNews): readonly unknown[] => [
  shared.poll,
  shared.poll !== undefined && own.answers.has(shared.poll),
  shared.message,
  shared.teacherIsHere,
  own.following,
];

function bar({shared, own}: StudentNews, {columns, language, ascii}: Look, isSaid: boolean): Line {
  const words = classWords[language];
  const isAsked = shared.poll !== undefined && !own.answers.has(shared.poll);
  const pieces = [
    ...(isAsked ? [words.isAsked] : []),
    ...(shared.message === '' || isSaid ? [] : [words.says(shared.message)]),
    ...(isAsked || !shared.teacherIsHere ? [] : [words.classGoesOn]),
    ...(shared.teacherIsHere ? [] : [words.noTeacher]),
  ];
  const text = pieces.join(ascii ? ' | ' : ' · ');
  const written = (plain: string): string => (ascii ? toAscii(plain) : plain);
  const back = own.following ? words.backToTeacher : words.backToStep;
  const keys: Line = [
    {text: screenWords[language].keys.escape ?? 'Esc', role: 'key'},
    {text: ` ${written(back)}`},
  ];
  return statusLine([{text: written(text), role: isAsked ? 'mark' : 'title'}], keys, columns, ascii);
}
