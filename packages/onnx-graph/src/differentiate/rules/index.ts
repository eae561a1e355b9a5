import './elementwise';
import './gather-scatter';
import './layer-norm';
import './matrix';
import './reduce';
import './shape';
