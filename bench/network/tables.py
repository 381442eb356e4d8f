"""Tables for the benches of the network, in the engine's form and as matrices for the peers.

`wiod`: the World Input-Output Database of 2011 as published, 41 regions x 35 sectors = 1,435 cells.
`built`: invented, 49 regions x 200 sectors = 9,800 cells with 4 million flows, the size of EXIOBASE 3. Cells buy of most
sectors of their own region and of some abroad; rows add up. The same arguments give the same table.
"""

import pathlib
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import scipy.sparse as sp

REGIONS, SECTORS, FLOWS = 49, 200, 4_000_000
LEDGER_CELLS = 200  # that the ledger of the benches buys of


@dataclass
class Table:
    folder: pathlib.Path
    cells: list  # (region, sector)
    flows: sp.csc_array  # Z, million USD
    output: np.ndarray
    final: np.ndarray  # by cell and consuming region, million USD
    consumers: list

    def requirements(self) -> sp.csc_array:
        """A. Cells without output buy nothing."""
        inverse = np.divide(1.0, self.output, out=np.zeros_like(self.output), where=self.output > 0)
        return sp.csc_array(self.flows @ sp.diags_array(inverse))

    def vectors(self) -> tuple[np.ndarray, np.ndarray]:
        """Rates and the demand of a ledger, invented."""
        random = np.random.default_rng(11)
        rates = np.where(self.output > 0, random.lognormal(-3, 1.5, len(self.cells)), 0)
        demand = np.zeros(len(self.cells))
        bought = random.choice(np.flatnonzero(self.output > 0), LEDGER_CELLS, replace=False)
        demand[bought] = random.lognormal(0, 2, LEDGER_CELLS)
        return rates, demand


def wiod(shared: pathlib.Path, folder: pathlib.Path) -> Table:
    source = shared / "mrio/wiod2013"
    database = duckdb.connect()
    database.execute(
        f"CREATE TABLE output AS SELECT region, sector, output_million_usd AS output FROM "
        f"read_csv('{source}/output_2011.csv') ORDER BY region, length(sector), sector"
    )
    flows, final = (str(source / f"{kind}_2011.parquet") for kind in ("flows", "final"))
    database.execute(f"CREATE TABLE flows AS SELECT * FROM '{flows}'")
    database.execute(f"CREATE TABLE final AS SELECT * FROM '{final}'")
    return from_database(database, folder)


def built(folder: pathlib.Path) -> Table:
    random = np.random.default_rng(3)
    count = REGIONS * SECTORS
    home = REGIONS * SECTORS * SECTORS * 4 // 5
    at = random.choice(REGIONS * SECTORS * SECTORS, home, replace=False)
    region, within = np.divmod(at, SECTORS * SECTORS)
    rows = [region * SECTORS + within // SECTORS]
    columns = [region * SECTORS + within % SECTORS]
    abroad = random.choice(count * count, FLOWS - home, replace=False)
    rows.append(abroad // count)
    columns.append(abroad % count)
    weights = [random.lognormal(0, 2, home) * 10, random.lognormal(0, 2, FLOWS - home)]
    shape = (count, count)
    inputs = sp.csc_array((np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), shape)
    inputs.sum_duplicates()
    total = np.asarray(inputs.sum(axis=0)).ravel()
    wanted = random.uniform(0.2, 0.75, count)
    inputs = sp.csc_array(inputs @ sp.diags_array(wanted / np.where(total > 0, total, 1)))
    final = random.lognormal(0, 1.5, (count, REGIONS))
    output = final.sum(axis=1)
    for _ in range(400):  # (I - A)^-1 y: columns sum to .75 at most
        output = final.sum(axis=1) + inputs @ output
    cells = [(f"R{r + 1:02}", f"c{s + 1}") for r in range(REGIONS) for s in range(SECTORS)]
    consumers = sorted({r for r, _ in cells})
    table = Table(folder, cells, sp.csc_array(inputs @ sp.diags_array(output)), output, final, consumers)
    if not (folder / "output.parquet").exists():
        write(table)
    return table


def write(table: Table) -> None:
    table.folder.mkdir(parents=True, exist_ok=True)
    regions = pa.array([r for r, _ in table.cells])
    sectors = pa.array([s for _, s in table.cells])
    flows = table.flows.tocoo()
    pq.write_table(
        pa.table(
            {
                "from_region": regions.take(pa.array(flows.row)),
                "from_sector": sectors.take(pa.array(flows.row)),
                "to_region": regions.take(pa.array(flows.col)),
                "to_sector": sectors.take(pa.array(flows.col)),
                "value": flows.data,
            }
        ),
        table.folder / "flows.parquet",
    )
    places = np.repeat(np.arange(len(table.cells)), len(table.consumers))
    pq.write_table(
        pa.table(
            {
                "region": regions.take(pa.array(places)),
                "sector": sectors.take(pa.array(places)),
                "to_region": pa.array(table.consumers * len(table.cells)),
                "category": pa.array(["final"] * len(places)),
                "value": table.final.ravel(),
            }
        ),
        table.folder / "final_demand.parquet",
    )
    pq.write_table(
        pa.table({"region": regions, "sector": sectors, "output": table.output}),
        table.folder / "output.parquet",
    )


def from_database(database, folder: pathlib.Path) -> Table:
    cells = [(r, s) for r, s in database.execute("SELECT region, sector FROM output").fetchall()]
    output = database.execute("SELECT output FROM output").fetchnumpy()["output"].astype(float)
    number = {cell: i for i, cell in enumerate(cells)}
    flows = database.execute("SELECT * FROM flows").fetchnumpy()
    columns = list(flows)
    rows = [number[c] for c in zip(flows[columns[0]], flows[columns[1]], strict=True)]
    to = [number[c] for c in zip(flows[columns[2]], flows[columns[3]], strict=True)]
    value = flows[columns[4]].astype(float)
    matrix = sp.csc_array((value, (rows, to)), (len(cells), len(cells)))
    used = database.execute(
        "SELECT from_region, from_sector, to_region, sum(million_usd) FROM final GROUP BY ALL"
    ).fetchall()
    consumers = sorted({c for _, _, c, _ in used})
    final = np.zeros((len(cells), len(consumers)))
    for region, sector, consumer, amount in used:
        final[number[region, sector], consumers.index(consumer)] = amount
    table = Table(folder, cells, matrix, output, final, consumers)
    write(table)
    return table
