"""Runs queries through endgameinc's Python engine, for eql.ts to compare with.

Reads one line of JSON, {"queries": [...], "events": [...]}, and answers with how often each query matched.
For every further line it runs all events through the same queries again, and answers with the number of matches.
"""

import json
import sys

from eql import Event, PythonEngine
from eql.parser import elasticsearch_syntax, parse_analytic


def main():
    given = json.loads(sys.stdin.readline())
    with elasticsearch_syntax:
        analytics = [
            parse_analytic({"metadata": {"id": str(place), "name": str(place)}, "query": query})
            for place, query in enumerate(given["queries"])
        ]
    events = [Event("process", place, data) for place, data in enumerate(given["events"])]
    engine = PythonEngine()
    counts = [0] * len(analytics)

    def count(output):
        counts[int(output.analytic_id)] += 1

    engine.add_output_hook(count)
    engine.add_analytics(analytics)
    for event in events:
        engine.stream_event(event)
    print(json.dumps(counts), flush=True)
    for _ in sys.stdin:
        counts[:] = [0] * len(counts)
        for event in events:
            engine.stream_event(event)
        print(sum(counts), flush=True)


main()
