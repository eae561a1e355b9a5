export { publicationDocuments } from './documents';
export { envelopeOf, IN_TOTO, openEnvelope, preAuthenticationEncoding, type Opened, type TextSigner } from './dsse';
export { DOCUMENTS, type Publication, type PublicationDocument, type PublicationFile } from './publication';
export { vouchedBy, type Vouched } from './vouched';
