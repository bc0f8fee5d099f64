"""What scikit-learn, scipy and plain numpy say about distance matrices.

Reads a list of {rows, columns, values, mates} on standard input (values row after row, null where no
comparison was possible; mates: for each column its row or null) and writes one object for each.
"""
import json
import sys
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics

warnings.simplefilter("ignore")


def finite(values):
    return [None if np.isinf(v) else float(v) for v in values]


def curve(x, y, thresholds):
    """Thresholds of negated distances become distances; nothing accepted becomes null."""
    return {"x": list(map(float, x)), "y": list(map(float, y)), "thresholds": finite(-thresholds)}


def study_grid(labels, distances, end):
    """The published study's own way, step by step on the whole list of distances."""
    eps = 1e-10
    tprs, fprs, precisions, f1s, tps, fps = [], [], [], [], [], []
    grid = np.linspace(0, end, 100)
    for t in grid:
        accepted = distances <= t
        tp = int(np.sum(accepted & (labels == 1)))
        fp = int(np.sum(accepted & (labels == 0)))
        fn = int(np.sum(~accepted & (labels == 1)))
        tn = int(np.sum(~accepted & (labels == 0)))
        recall = tp / (tp + fn + eps)
        precision = tp / (tp + fp + eps)
        tprs.append(recall)
        fprs.append(fp / (fp + tn + eps))
        precisions.append(precision)
        f1s.append(2 * precision * recall / (precision + recall + eps))
        tps.append(tp)
        fps.append(fp)
    youden = int(np.argmax(np.array(tprs) - np.array(fprs)))
    best = int(np.argmax(f1s))
    return {
        "thresholds": list(map(float, grid)),
        "truePositives": tps,
        "falsePositives": fps,
        "youden": youden,
        "f1": best,
        "f1Value": float(f1s[best]),
        "auprc": float(np.trapezoid(precisions, tprs)),
        "auc": float(1 - metrics.roc_auc_score(labels, distances)),
    }


def equal_error(labels, distances):
    """Walks along the full ROC curve to the straight line on which FMR meets FNMR."""
    fpr, tpr, _ = metrics.roc_curve(labels, -distances, drop_intermediate=False)
    gap = (1 - tpr) - fpr
    i = int(np.argmax(gap <= 0))
    return float(np.interp(0, [gap[i], gap[i - 1]], [fpr[i], fpr[i - 1]]))


def expected_ranks(matrix, mates):
    """The CMC with random order among equals, from the definition; undetected at no rank."""
    searches = 0
    rates = np.zeros(len(matrix))
    for column, row in enumerate(mates):
        if row is None:
            continue
        searches += 1
        if np.isnan(matrix[row, column]):
            continue
        others = np.delete(matrix[:, column], row)
        nearer = np.sum(others < matrix[row, column])
        equal = np.sum(others == matrix[row, column])
        for k in range(1, len(matrix) + 1):
            rates[k - 1] += min(max((k - nearer) / (equal + 1), 0), 1)
    return list(map(float, rates / searches))


def answer(case):
    matrix = np.array(
        [np.nan if v is None else v for v in case["values"]], dtype=float
    ).reshape(case["rows"], case["columns"])
    mask = np.zeros(matrix.shape, dtype=int)
    for column, row in enumerate(case["mates"]):
        if row is not None:
            mask[row, column] = 1
    possible = ~np.isnan(matrix)
    labels, distances = mask[possible], matrix[possible]
    scores = -distances
    result = {}
    for drop in (False, True):
        suffix = "Dropped" if drop else ""
        result["roc" + suffix] = curve(
            *metrics.roc_curve(labels, scores, drop_intermediate=drop))
        precision, recall, t = metrics.precision_recall_curve(
            labels, scores, drop_intermediate=drop)
        result["prc" + suffix] = curve(recall, precision, t)
        result["det" + suffix] = curve(
            *metrics.det_curve(labels, scores, drop_intermediate=drop))
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    hits = int(np.sum(labels[distances <= case["threshold"]]))
    total = int(np.sum(labels))
    intervals = stats.binomtest(hits, total)
    wilson = intervals.proportion_ci(method="wilson")
    exact = intervals.proportion_ci(method="exact")
    mated, non_mated = distances[labels == 1], distances[labels == 0]
    result |= {
        "auc": float(metrics.roc_auc_score(labels, scores)),
        "averagePrecision": float(metrics.average_precision_score(labels, scores)),
        "auprcTrapezoid": float(metrics.auc(recall, precision)),
        "eer": equal_error(labels, distances),
        "cmc": expected_ranks(matrix, case["mates"]),
        "wilson": [float(wilson.low), float(wilson.high)],
        "clopperPearson": [float(exact.low), float(exact.high)],
        "studyCosine": study_grid(labels, distances, 1),
        "studyEuclidean": study_grid(labels, distances, 1.41),
    }
    spread = np.sqrt((np.var(mated, ddof=1) + np.var(non_mated, ddof=1)) / 2)
    d_prime = (non_mated.mean() - mated.mean()) / spread
    result["discriminability"] = float(d_prime) if np.isfinite(d_prime) else None
    return result


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
