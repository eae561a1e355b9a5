import { BASE } from './base';
import { CHARTS } from './charts';
import { COLOURS } from './colours';
import { PAPER_AND_PHONE } from './paper-and-phone';
import { SCORES } from './scores';
import { TOP } from './top';

/** The page's only style sheet: system fonts, one column of text, plots in a grid. */
export const STYLE_SHEET = [COLOURS, BASE, TOP, SCORES, CHARTS, PAPER_AND_PHONE].join('');
