"""Has other people's programs judge the publications that record.cjs made, and records what they said.

    node test/reference/provenance/record.cjs && python test/reference/provenance/check.py OPENLINEAGE_SPEC

OPENLINEAGE_SPEC is the folder `spec` of github.com/OpenLineage/OpenLineage; the schemas that are used are copied here.
Made with mlcroissant 1.1.1, securesystemslib 1.6.0, in-toto-attestation 0.9.3, jsonschema 4.26.0.
"""

import hashlib
import json
import pathlib
import sys

import jsonschema
import mlcroissant
from google.protobuf import json_format
from in_toto_attestation.v1.statement import Statement
import in_toto_attestation.v1.statement_pb2 as statement_pb2
import in_toto_attestation.predicates.provenance.v1.provenance_pb2 as provenance_pb2
from referencing import Registry, Resource
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

HERE = pathlib.Path(__file__).parent
FACETS = [
    'DataQualityAssertionsDatasetFacet', 'DatasetVersionDatasetFacet', 'JobTypeJobFacet', 'NominalTimeRunFacet',
    'OutputStatisticsOutputDatasetFacet', 'ProcessingEngineRunFacet', 'SchemaDatasetFacet',
]


def copy_schemas(spec):
    folder = HERE / 'openlineage'
    folder.mkdir(exist_ok=True)
    for path in [spec / 'OpenLineage.json', *(spec / 'facets' / f'{name}.json' for name in FACETS)]:
        (folder / path.name).write_text(path.read_text())


def lineage(folder):
    schemas = [json.loads(path.read_text()) for path in sorted((HERE / 'openlineage').glob('*.json'))]
    registry = Registry().with_resources([(s['$id'], Resource.from_contents(s)) for s in schemas])
    events = [json.loads(line) for line in (folder / 'openlineage.ndjson').read_text().splitlines()]
    checked = 0

    def judge(value):
        nonlocal checked
        if not isinstance(value, dict):
            return [judge(v) for v in value] if isinstance(value, list) else None
        url = value.get('_schemaURL')
        if url:
            jsonschema.Draft202012Validator({'$ref': url}, registry=registry, format_checker=jsonschema.FormatChecker()).validate(value)
            checked += 1
        for child in value.values():
            judge(child)

    for event in events:
        jsonschema.Draft202012Validator(
            {'$ref': event['schemaURL']}, registry=registry, format_checker=jsonschema.FormatChecker()
        ).validate(event)
        judge(event)
    return {'events': [event['eventType'] for event in events], 'facets': checked}


def attestation(folder):
    key = SSlibKey.from_crypto(load_pem_public_key((HERE / 'public-key.pem').read_bytes()))
    read = lambda: json.loads((folder / 'attestation.intoto.json').read_text())
    key.keyid = read()['signatures'][0]['keyid']
    envelope = Envelope.from_dict(read())
    accepted = envelope.verify([key], 1)
    changed = Envelope.from_dict(read())
    changed.payload = changed.payload.replace(b'small', b'smell')
    try:
        changed.verify([key], 1)
        refuses = False
    except Exception:
        refuses = True
    message = json_format.Parse(envelope.payload, statement_pb2.Statement())
    Statement.copy_from_pb(message).validate()
    provenance = json_format.ParseDict(json_format.MessageToDict(message)['predicate'], provenance_pb2.Provenance())
    subjects = {s.name: s.digest['sha256'] for s in message.subject}
    on_disk = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name not in ('attestation.intoto.json', 'publication.json')
    }
    return {
        'keys': sorted(accepted), 'refusesChange': refuses, 'subjectsAreTheFolder': subjects == on_disk,
        'predicateType': message.predicate_type, 'builder': provenance.run_details.builder.id,
        'dependencies': len(provenance.build_definition.resolved_dependencies),
    }


def croissant(folder):
    dataset = mlcroissant.Dataset(jsonld=str(folder / 'croissant.json'))
    issues = dataset.metadata.issues
    rows = list(dataset.records('rows'))
    return {
        'errors': sorted(issues.errors), 'warnings': sorted(issues.warnings), 'rows': len(rows),
        'columns': len(rows[0]), 'conformsTo': dataset.metadata.conforms_to and str(dataset.metadata.conforms_to),
        'first': {name.split('/')[-1]: str(value) for name, value in rows[0].items()},
    }


def main():
    if len(sys.argv) > 1:
        copy_schemas(pathlib.Path(sys.argv[1]))
    said = {}
    for name in ('one-file', 'three-files'):
        folder = HERE / name
        said[name] = {
            'sha256': {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())},
            'openlineage': lineage(folder), 'attestation': attestation(folder), 'croissant': croissant(folder),
        }
    (HERE / 'checked.json').write_text(json.dumps(said, indent=2) + '\n')
    print(json.dumps(said, indent=1))


main()
