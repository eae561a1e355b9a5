"""Stage keys by Python's own JSON and SHA-256. Run: python stage-key.py > stage-key.json"""
import hashlib
import json

IDENTITIES = [
    {"stage": "ingest", "codeVersion": "1", "inputs": {}, "parameters": {}},
    {
        "stage": "train",
        "codeVersion": "0.1.0+abc",
        "inputs": {"train": "11" * 32, "holdout": "22" * 32},
        "parameters": {"epochs": 20, "rate": 0.002, "layers": [64, 64], "note": "köln \u20ac \"quoted\"\n", "dp": None},
        "seed": 7,
    },
    {"stage": "generate", "codeVersion": "1", "inputs": {"b": "2", "a": "1"}, "parameters": None, "seed": 0},
]


def key(identity):
    whole = {"seed": None, **identity}
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


print(json.dumps([{"identity": i, "key": key(i)} for i in IDENTITIES], indent=2))
