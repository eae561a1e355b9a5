import './convolution';
import './elementwise';
import './gather-scatter';
import './layer-norm';
import './matrix';
import './pool';
import './reduce';
import './shape';
