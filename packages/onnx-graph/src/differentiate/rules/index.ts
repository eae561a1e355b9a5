import './elementwise';
import './gather-scatter';
import './matrix';
import './reduce';
import './shape';
