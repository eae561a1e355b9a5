import { canonicalJson, MEDIA_TYPES } from '@headwater/contracts';
import { croissantOf } from './croissant';
import { envelopeOf, IN_TOTO, type TextSigner } from './dsse';
import { lineageEvents } from './open-lineage';
import { DOCUMENTS, type Publication, type PublicationDocument } from './publication';
import { statementOf, statementText } from './statement';

/**
 * What lies beside a version's manifest: its Croissant description, its OpenLineage events and, last, the attestation
 * that names every file of the folder. The same publication and key give the same bytes.
 */
export function publicationDocuments(publication: Publication, signer: TextSigner): PublicationDocument[] {
  const documents: PublicationDocument[] = [
    {
      name: DOCUMENTS.croissant,
      mediaType: 'application/ld+json',
      bytes: Buffer.from(`${croissantOf(publication)}\n`),
    },
    {
      name: DOCUMENTS.lineage,
      mediaType: 'application/x-ndjson',
      bytes: Buffer.from(lineageEvents(publication)),
    },
  ];
  const statement = statementText(statementOf(publication, documents, signer.id));
  return [
    ...documents,
    {
      name: DOCUMENTS.attestation,
      mediaType: MEDIA_TYPES.json,
      bytes: Buffer.from(`${canonicalJson(envelopeOf(IN_TOTO, statement, signer))}\n`),
    },
  ];
}
