export { drawPlots } from './plots/draw-plots';
