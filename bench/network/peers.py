"""What an analyst would use today, each in a process of its own: pymrio, pyspa, bw2calc. `ask` runs one and gives its
answers, processor seconds (all threads, without imports and without building its inputs) and peak memory."""

import contextlib
import io
import json
import pathlib
import pickle
import resource
import subprocess
import sys
import time

import numpy as np
import scipy.sparse as sp

STAGES = 12
PYSPA_SHARE = {"wiod": 3e-6, "built": 5e-7}  # of the product's multiplier: what a branch must be worth
BW_DRAWS = {"wiod": 20}  # of 9,800 cells it would factorise an almost full matrix for each draw
CV = 0.3


def ask(task, name, table):
    packed = table.folder / "for_peers.pickle"
    packed.write_bytes(pickle.dumps(table))
    command = [sys.executable, __file__, task, name, str(packed)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        print(f"  no peer of {task}: {done.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(done.stdout.splitlines()[-1])


def multipliers(name, table):
    import pandas as pd
    import pymrio

    rates, _ = table.vectors()
    cells = pd.MultiIndex.from_tuples(table.cells, names=["region", "sector"])
    consumers = pd.MultiIndex.from_product([table.consumers, ["final"]], names=["region", "category"])
    flows = pd.DataFrame(table.flows.toarray(), index=cells, columns=cells)
    final = pd.DataFrame(table.final, index=cells, columns=consumers)
    output = pd.DataFrame({"indout": table.output}, index=cells)  # as published: rows need not add up
    stressor = pd.DataFrame([rates * table.output], index=["cases"], columns=cells)
    system = pymrio.IOSystem(Z=flows, Y=final, x=output)
    system.risk = pymrio.Extension("risk", F=stressor)
    start = time.process_time()
    system.calc_all()
    spent = time.process_time() - start
    footprint = system.risk.D_cba.T.groupby(level="region").sum().sum(axis=1)
    return {
        "multiplier": system.risk.M.to_numpy()[0].tolist(),
        "footprint": footprint.reindex(table.consumers).tolist(),
        "processor": spent,
    }


def paths(name, table):
    """pyspa on A without its diagonal: cells that buy of themselves count with their loop, as in the engine."""
    import pandas as pd
    from pyspa import pyspa

    rates, _ = table.vectors()
    inputs = table.requirements().tocsc()
    diagonal = inputs.diagonal()
    collapsed = sp.csc_array(sp.diags_array(1 / (1 - diagonal)) @ (inputs - sp.diags_array(diagonal)))
    collapsed.eliminate_zeros()
    m = np.fromfile(table.folder / "multiplier")
    target = int(np.argmax(table.output))
    scale = 1 / (1 - diagonal[target])
    threshold = PYSPA_SHARE[name] * m[target]
    total = m * (1 - diagonal)  # of a unit made, the loop counted by whoever buys it
    sheet = pd.DataFrame(
        {
            "Sector ID": range(1, len(m) + 1),
            "Name": [f"{r} {s}" for r, s in table.cells],
            "Unit": "USD",
            "Region": [r for r, _ in table.cells],
            "DR_cases_(n)": rates,
            "TR_cases_(n)": total,
        }
    )
    # Of a unit of the product, whose own loop is in `scale`; pyspa counts from 1.
    with contextlib.redirect_stdout(io.StringIO()):
        start = time.process_time()
        chain = pyspa.get_spa(
            target_ID=target + 1,
            max_stage=STAGES,
            a_matrix=collapsed.toarray() if len(m) < 5000 else collapsed,
            infosheet=sheet,
            thresholds={"cases": threshold / scale},
            breakdown_remainder=False,
        )
        spent = time.process_time() - start
    found = []
    for pathway in chain.pathways_list:
        value = scale * pathway.nodes[-1].direct_intensities["cases"]
        if value > threshold:
            cells = [target] + [int(node.index_reference) for node in pathway.nodes if node.stage > 0]
            found.append((cells, float(value)))
    return {
        "paths": found,
        "threshold": float(threshold),
        "target": target,
        "nodes": len(chain.pathways_list),
        "processor": spent,
    }


def draws(name, table):
    import bw2calc
    import bw_processing as bwp

    if name not in BW_DRAWS:
        raise SystemExit("not asked of a table of this size")
    rates, demand = table.vectors()
    count = len(rates)
    inputs = table.requirements().tocoo()
    sigma = np.sqrt(np.log1p(CV**2))
    package = bwp.create_datapackage(sum_intra_duplicates=True)
    diagonal = np.array([(i, i) for i in range(count)], dtype=bwp.INDICES_DTYPE)
    technosphere = np.array(list(zip(inputs.row, inputs.col, strict=True)), dtype=bwp.INDICES_DTYPE)
    spread = np.zeros(len(inputs.data) + count, dtype=bwp.UNCERTAINTY_DTYPE)
    spread["uncertainty_type"][:count] = 0
    spread["loc"][:count] = 1
    spread["uncertainty_type"][count:] = 2
    spread["loc"][count:] = np.log(inputs.data) - sigma * sigma / 2
    spread["scale"][count:] = sigma
    spread["shape"] = spread["minimum"] = spread["maximum"] = np.nan
    package.add_persistent_vector(
        matrix="technosphere_matrix",
        name="technosphere",
        indices_array=np.concatenate([diagonal, technosphere]),
        data_array=np.concatenate([np.ones(count), inputs.data]),
        flip_array=np.concatenate([np.zeros(count, dtype=bool), np.ones(len(inputs.data), dtype=bool)]),
        distributions_array=spread,
    )
    flow = np.array([(count, i) for i in range(count)], dtype=bwp.INDICES_DTYPE)
    package.add_persistent_vector(
        matrix="biosphere_matrix", name="biosphere", indices_array=flow, data_array=rates
    )
    package.add_persistent_vector(
        matrix="characterization_matrix",
        name="method",
        indices_array=np.array([(count, count)], dtype=bwp.INDICES_DTYPE),
        data_array=np.array([1.0]),
    )
    bought = {int(i): float(demand[i]) for i in np.flatnonzero(demand)}
    plain = bw2calc.LCA(bought, data_objs=[package])
    plain.lci()
    plain.lcia()
    drawn = bw2calc.LCA(bought, data_objs=[package], use_distributions=True, seed_override=1)
    drawn.lci()
    drawn.lcia()
    start = time.process_time()
    for _ in range(BW_DRAWS[name]):
        next(drawn)
    spent = time.process_time() - start
    return {"score": float(plain.score), "processor": spent / BW_DRAWS[name], "draws": BW_DRAWS[name]}


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    task, name, packed = sys.argv[1:]
    told = globals()[task](name, pickle.loads(pathlib.Path(packed).read_bytes()))
    told["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))
