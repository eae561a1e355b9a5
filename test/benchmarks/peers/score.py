"""
Scores synthetic rows against the rows they were made from and against real rows no generator saw:

    python score.py --train T.csv --holdout H.csv --synth S.csv --target COLUMN --numeric a,b,c [--determined a:b,b:a]

One JSON object, to standard output or --out. Columns not named numeric are categories; empty cells are missing. Seeds are
fixed: the same files give the same numbers.
"""

import argparse
import json

from scoring.learners import two_sample, utility
from scoring.neighbours import alpha_precision_beta_recall, closeness, exact_matches
from scoring.rules import broken_dependencies
from scoring.similarity import accuracy, sdmetrics_quality
from scoring.tables import Encoder, read_table


def names(text):
    return [one for one in text.split(",") if one]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--train", "--holdout", "--synth", "--target", "--numeric"):
        parser.add_argument(name, required=True)
    parser.add_argument("--determined", default="", help="pairs a:b where the value of a gives that of b")
    parser.add_argument("--out")
    return parser.parse_args()


def score(train, holdout, synthetic, target, numeric, determined):
    encoder = Encoder(train, [train, holdout, synthetic], numeric)
    return {
        "n_train": len(train),
        "n_holdout": len(holdout),
        "n_synth": len(synthetic),
        **sdmetrics_quality(train, synthetic, numeric),
        **accuracy(train, synthetic, numeric),
        **utility(train, holdout, synthetic, target, encoder),
        **two_sample(holdout, synthetic, encoder),
        **closeness(train, holdout, synthetic, encoder),
        **exact_matches(train, holdout, synthetic, numeric),
        **alpha_precision_beta_recall(train, synthetic, encoder),
        **broken_dependencies(train, synthetic, numeric, determined),
    }


def main():
    args = arguments()
    numeric = names(args.numeric)
    train = read_table(args.train, numeric)
    holdout = read_table(args.holdout, numeric)[train.columns]
    synthetic = read_table(args.synth, numeric)[train.columns]
    determined = [tuple(pair.split(":", 1)) for pair in names(args.determined)]
    scores = score(train, holdout, synthetic, args.target, numeric, determined)
    text = json.dumps(scores, indent=2, default=float)
    if args.out is None:
        print(text)
        return
    with open(args.out, "w", encoding="utf8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
