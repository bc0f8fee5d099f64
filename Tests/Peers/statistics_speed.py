"""How long scikit-learn takes for ROC, PRC and AUC of an N x N matrix of doubles in a file.

Reads {file, count} on standard input; mated cells stand on the diagonal. Writes {seconds, auc}.
"""
import json
import sys
import time

import numpy as np
from sklearn import metrics

question = json.load(sys.stdin)
count = question["count"]
scores = -np.fromfile(question["file"], dtype=np.float64)
labels = np.eye(count, dtype=int).ravel()
start = time.perf_counter()
metrics.roc_curve(labels, scores)
metrics.precision_recall_curve(labels, scores)
auc = metrics.roc_auc_score(labels, scores)
json.dump({"seconds": time.perf_counter() - start, "auc": float(auc)}, sys.stdout)
