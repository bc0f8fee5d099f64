"""What pyCANON says of tables, and how long anonypy takes for one.

Reads {file, quasi, sensitive, k, seconds} on standard input. Writes {k, l, entropy, t} of the table
by pyCANON, and, where `seconds` is not 0, how anonypy fares: {anonypy: seconds, finished, rows}; it
is stopped after `seconds`.
"""
import json
import signal
import sys
import time

import pandas as pd

question = json.load(sys.stdin)
quasi, sensitive = question["quasi"], question["sensitive"]
answer = {"k": 0, "l": 0, "entropy": 0, "t": 0.0, "anonypy": 0.0, "finished": False}
if question["seconds"] == 0:
    from pycanon import anonymity

    data = pd.read_csv(question["file"], dtype={name: str for name in quasi + sensitive})
    answer["k"] = int(anonymity.k_anonymity(data, quasi))
    answer["l"] = int(anonymity.l_diversity(data, quasi, sensitive))
    answer["entropy"] = int(anonymity.entropy_l_diversity(data, quasi, sensitive))
    answer["t"] = float(anonymity.t_closeness(data, quasi, sensitive))
else:
    from anonypy import mondrian

    def stop(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(question["seconds"])
    start = time.perf_counter()
    try:
        data = pd.read_csv(question["file"])
        for name in quasi:
            if not pd.api.types.is_numeric_dtype(data[name]):
                data[name] = data[name].astype("category")
        mondrian.Mondrian(data, quasi, sensitive[0]).partition(question["k"])
        answer["finished"] = True
    except TimeoutError:
        pass
    answer["anonypy"] = time.perf_counter() - start
json.dump(answer, sys.stdout)
