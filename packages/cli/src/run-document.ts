export type { RunDocument } from '@headwater/contracts';
