import {randomUUID} from 'node:crypto';
import path from 'node:path';

/** A state directory that nobody has used, inside that of the whole run. */
export const freshStateHome = (): string => path.join(process.env.XDG_STATE_HOME ?? '', randomUUID());
