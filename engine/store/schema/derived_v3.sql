-- What the machine worked out: can be rebuilt from the inputs. One file, one version.
-- Countries are ISO 3166-1 alpha-3, 'UNK' where unknown (in keys only; facts use NULL).
-- Sectors are c1..c35. Amounts in `base_usd` are US dollars at the table's base year prices.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE inputs (
  input_id INTEGER PRIMARY KEY,
  role TEXT NOT NULL,              -- ledger | links | facilities | list
  name TEXT NOT NULL,              -- file name without its folder
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  format TEXT NOT NULL,            -- csv | tsv | xlsx | parquet | jsonl | ocds | ftm
  encoding TEXT,
  delimiter TEXT,
  rows_read BIGINT NOT NULL,       -- records in the file, header excluded
  rows_kept BIGINT NOT NULL,
  columns TEXT NOT NULL            -- JSON: [{"column","field","how"}]
);

CREATE TABLE issues (
  issue_id BIGINT, stage TEXT, severity TEXT, file TEXT, "row" BIGINT, field TEXT, value TEXT,
  reason TEXT, advice TEXT
);

-- ingest ---------------------------------------------------------------------------------------
CREATE TABLE purchases (
  purchase_id BIGINT,              -- 1, 2, … in the order of the inputs
  input_id INTEGER, "row" BIGINT,  -- record in the file, the header being row 1
  buyer TEXT,
  supplier TEXT,                   -- as written; NULL where withheld or missing
  supplier_id TEXT,                -- register or tax number as given
  supplier_country TEXT,           -- where the supplier has its address; never read as origin
  origin_country TEXT,             -- only where the ledger states an origin
  description TEXT,
  code_scheme TEXT,                -- CPV | HS | NAICS | ISIC | UNSPSC, NULL without code
  code TEXT,
  amount DOUBLE, currency TEXT,    -- as written
  date DATE, year INTEGER,
  units_per_usd DOUBLE,            -- the rate used, NULL where none was found
  rate_year INTEGER,               -- the year of that rate (may differ from `year`: an issue says so)
  price_index DOUBLE,              -- US price level of the base year over that of `year`
  amount_usd DOUBLE,
  base_usd DOUBLE,                 -- amount_usd * price_index
  withheld BOOLEAN,                -- the ledger says the supplier is withheld or unspecified
  source TEXT                      -- notice or document named in the row, if any
);

CREATE TABLE links (
  link_id BIGINT, input_id INTEGER, "row" BIGINT,
  buyer TEXT, supplier TEXT, product TEXT, supplier_country TEXT,
  amount DOUBLE, currency TEXT, amount_usd DOUBLE, period TEXT, year INTEGER, source TEXT,
  buyer_output_usd DOUBLE,         -- the buyer's yearly output, if given
  share DOUBLE                     -- share of the buyer's output spent on this link, if given
);

CREATE TABLE facilities (
  facility_id BIGINT, input_id INTEGER, "row" BIGINT,
  external_id TEXT, name TEXT, address TEXT, country TEXT, latitude DOUBLE, longitude DOUBLE,
  sector_text TEXT, product_type TEXT, parent_company TEXT, contributor TEXT
);

CREATE TABLE list_entries (
  entry_id BIGINT, input_id INTEGER, "row" BIGINT,
  list TEXT, list_date TEXT, external_id TEXT, name TEXT, kind TEXT,   -- kind: company | vessel | person | unknown
  country TEXT, topics TEXT, identifiers TEXT, source TEXT,            -- several with ";" between
  edition TEXT                     -- of the list, as its file states it (date or document); list_date is the entry's
);
CREATE VIEW coded_entries AS            -- code: what people call an entry by, LIST:ID, or LIST:ROW where the list gives none
  SELECT *, concat(list, ':', coalesce(external_id, CAST("row" AS VARCHAR))) AS code FROM list_entries;
CREATE TABLE list_names (entry_id BIGINT, name TEXT, kind TEXT);       -- kind: name | alias | previous | weak

-- classify -------------------------------------------------------------------------------------
CREATE TABLE wordings (
  wording_id BIGINT, description TEXT, code_scheme TEXT, code TEXT, lines BIGINT, basis TEXT
);                                  -- basis: code | wording | both | none
CREATE TABLE purchase_wordings (purchase_id BIGINT, wording_id BIGINT);
CREATE TABLE wording_candidates (
  wording_id BIGINT, rank INTEGER, cpv_division TEXT, weight DOUBLE, reason TEXT
);
CREATE TABLE wording_sectors (wording_id BIGINT, sector TEXT, weight DOUBLE);   -- sums to 1 for each wording

-- resolve --------------------------------------------------------------------------------------
CREATE TABLE entities (
  entity_id TEXT,                  -- fingerprint of normalised name and country: 'E' + 15 hex digits
  name TEXT, country TEXT, spellings BIGINT, lines BIGINT, amount_usd DOUBLE, base_usd DOUBLE
);
CREATE TABLE spellings (
  spelling_id BIGINT, name TEXT, country TEXT, supplier_id TEXT, entity_id TEXT, lines BIGINT,
  witness_id BIGINT,               -- the spelling it was merged with, NULL for the first of an entity
  score DOUBLE, reasons TEXT
);
CREATE TABLE near_merges (          -- spellings of two suppliers that may be one, for a person to decide
  spelling_id BIGINT, other_id BIGINT, score DOUBLE, reasons TEXT
);
CREATE TABLE purchase_entities (purchase_id BIGINT, entity_id TEXT);  -- no row where withheld
CREATE TABLE screening (
  entity_id TEXT, entry_id BIGINT, name TEXT, listed_name TEXT, list TEXT,
  score DOUBLE, decision TEXT,     -- match | possible
  probability DOUBLE, reasons TEXT
);

-- network (trace) ------------------------------------------------------------------------------
-- A place is where a purchase is taken to come from: an address 'DEU' or 'UNK'; '=UZB' an origin that the
-- ledger or the supplier states; '~DEU' the address of a trader; '@3|DEU' that of the disclosed supplier number 3.
CREATE TABLE answered_origins (     -- stated by suppliers when asked: for lines of which the ledger states none
  entity_id TEXT, country TEXT, made TEXT, who TEXT, source TEXT
);
CREATE TABLE purchase_places (purchase_id BIGINT, place TEXT);   -- where it is not just address or origin
CREATE VIEW placed_purchases AS     -- stated_origin: by the ledger or the supplier's answer
  SELECT p.*, coalesce(w.place, CASE WHEN p.origin_country IS NOT NULL THEN '=' || p.origin_country
    ELSE coalesce(p.supplier_country, 'UNK') END) AS place,
    CASE WHEN contains(coalesce(w.place, ''), '=') THEN split_part(w.place, '=', 2) ELSE p.origin_country END AS stated_origin
  FROM purchases p LEFT JOIN purchase_places w USING (purchase_id);
CREATE TABLE disclosed_suppliers (  -- companies that links or facility lists name, as nodes of the network
  supplier INTEGER,                -- 0, 1, …: the cells after those of the table
  name TEXT, entity_id TEXT,       -- entity: where it sells to the ledger itself
  of_cell INTEGER, region TEXT, sector TEXT,
  tier INTEGER,                    -- 1: sells to the ledger; NULL: no chain of links leads to the ledger
  inputs_disclosed DOUBLE,         -- share of its inputs that named suppliers give
  demand_musd DOUBLE, required_musd DOUBLE
);
CREATE TABLE disclosed_links (      -- between them, as used
  buyer INTEGER, supplier INTEGER,
  per_output DOUBLE,               -- of the buyer's output; NULL: not known, a share of the flow is taken
  basis TEXT,                      -- links | facilities
  input_id INTEGER, "row" BIGINT
);
CREATE TABLE cells (                -- disclosed suppliers are counted in the cell they belong to
  cell INTEGER, region TEXT, sector TEXT,
  kind TEXT,                       -- country | synthetic | remainder (of countries) | split (sector of a broader one)
  output_musd DOUBLE,
  rate DOUBLE, rate_low DOUBLE, rate_high DOUBLE,      -- expected cases per million USD of output
  demand_musd DOUBLE,              -- y: what the ledger buys of this cell
  required_musd DOUBLE,            -- X: output needed upstream and here
  multiplier DOUBLE,               -- m: expected cases per million USD bought
  cases DOUBLE,                    -- r * X
  required_disclosed_musd DOUBLE,  -- of X: made by named suppliers
  required_unknown_musd DOUBLE     -- of X: behind purchases of unknown address
);
CREATE TABLE demand (              -- the ledger as the table sees it; country is a place
  country TEXT, sector TEXT, lines BIGINT, spend_usd DOUBLE, base_usd DOUBLE
);
CREATE TABLE intensities (         -- what is bought: a sector at an address, cases per million base USD
  bought INTEGER, country TEXT, sector TEXT,
  direct DOUBLE,                   -- sum of origins * rate: at the places of origin alone
  intensity DOUBLE                 -- sum of origins * multiplier: all tiers
);
CREATE TABLE origin_bases (basis INTEGER, name TEXT);
CREATE TABLE origin_cells (bought INTEGER, cell INTEGER, weight DOUBLE, basis INTEGER);  -- by number: the largest table
CREATE VIEW origins AS             -- where a purchase from `country` in `sector` is taken to be made
  SELECT i.country, i.sector, c.region, c.sector AS region_sector, o.weight, b.name AS basis
  FROM origin_cells o LEFT JOIN (SELECT (SELECT count(*) FROM cells) + supplier AS cell, of_cell FROM disclosed_suppliers) d
    USING (cell) JOIN intensities i USING (bought) JOIN cells c ON c.cell = coalesce(d.of_cell, o.cell)
  JOIN origin_bases b USING (basis);
CREATE TABLE demand_steps (         -- from what was paid to what the table is asked for, step by step
  step INTEGER, what TEXT,
  usd DOUBLE,                      -- what is left after the step, or goes this way; the first is what was paid
  share DOUBLE,                    -- of what entered the step
  assumed BOOLEAN, source TEXT
);
CREATE TABLE tiers (
  tier INTEGER, spend_musd DOUBLE, cases DOUBLE, share DOUBLE,
  disclosed_musd DOUBLE, inferred_musd DOUBLE, unknown_musd DOUBLE   -- of spend; they sum to it
);
CREATE TABLE paths (
  path_rank INTEGER,
  cases DOUBLE, share DOUBLE,      -- NULL where a step is a named supplier: it would speak of that company
  length INTEGER, synthetic BOOLEAN, disclosed BOOLEAN
);
CREATE TABLE path_steps (           -- step 0 is what was bought
  path_rank INTEGER, step INTEGER, region TEXT, sector TEXT,
  supplier TEXT                    -- the disclosed supplier, if the step is one
);
CREATE TABLE coverage (item TEXT, share DOUBLE, usd DOUBLE, lines BIGINT, note TEXT);
CREATE TABLE trace_totals (key TEXT, value DOUBLE, note TEXT);

-- score ----------------------------------------------------------------------------------------
CREATE TABLE risk (                -- never for a company
  scope TEXT,                      -- ledger | origin_region | origin_sector | origin_cell | bought_sector | bought_country | tier
  key TEXT, key2 TEXT,
  spend_usd DOUBLE, cases DOUBLE, cases_low DOUBLE, cases_high DOUBLE,
  share DOUBLE, proxy_share DOUBLE,
  rank INTEGER, rank_low INTEGER, rank_high INTEGER, stability DOUBLE,
  abstains BOOLEAN                 -- the range of its rank is too wide to order it: not known well enough
);
CREATE TABLE null_comparison (      -- how far an order is from one that needs no tracing
  what TEXT, against TEXT,         -- spend alone | country alone
  compared BIGINT, rank_correlation DOUBLE,   -- Spearman, equal values sharing their rank
  top BIGINT, in_common BIGINT     -- of the first `top` of each order
);
CREATE TABLE variance_shares (      -- of the ledger's total: what makes its interval wide
  ord INTEGER, source TEXT, share DOUBLE, what_would_help TEXT
);
CREATE TABLE sharpening (ord INTEGER, entity_id TEXT, question TEXT);   -- whose answer would narrow it most
CREATE TABLE risk_reasons (scope TEXT, key TEXT, key2 TEXT, ord INTEGER, what TEXT, effect DOUBLE, source TEXT, assumed BOOLEAN);
CREATE TABLE sellers (             -- behind what is bought of a sector at a place; '' is all of them
  place TEXT, sector TEXT, suppliers INTEGER,
  share DOUBLE                     -- of the place's own figure that arises at these suppliers; NULL for all places
);
CREATE TABLE supplier_risk (       -- ordinal only: no people, no share of people, nothing they follow from
  entity_id TEXT,
  exposure_rank INTEGER, rank_low INTEGER, rank_high INTEGER,   -- 1 = ask first
  exposure_index DOUBLE, index_low DOUBLE, index_high DOUBLE,   -- 0..100, share of suppliers ranked at or below
  stability DOUBLE,                -- share of structural variants in which it stays in the top tenth (or not)
  log_odds DOUBLE, log_odds_low DOUBLE, log_odds_high DOUBLE,   -- evidence about the entity, sum of its reasons
  country_signal TEXT, sector_signal TEXT,                      -- bands: very high | high | medium | low | unknown
  proxy_share DOUBLE, abstains BOOLEAN                        -- true where the interval is too wide to rank
);
CREATE TABLE supplier_factors (    -- what lenses combine: 0..100, share of suppliers not above; ordinal too
  entity_id TEXT, severity DOUBLE, likelihood DOUBLE, proximity DOUBLE, leverage DOUBLE
);
CREATE TABLE supplier_lenses (     -- the same facts in another order (data/lenses.csv)
  entity_id TEXT, lens TEXT, rank INTEGER, rank_low INTEGER, rank_high INTEGER, stability DOUBLE, abstains BOOLEAN
);
CREATE TABLE supplier_reasons (entity_id TEXT, ord INTEGER, what TEXT, effect DOUBLE, unit TEXT, source TEXT, assumed BOOLEAN);
CREATE TABLE listed_facts (        -- facts beside the score: listed goods and state-imposed regimes, by origin and sector
  region TEXT, sector TEXT, good TEXT, what TEXT, spend_usd DOUBLE, source TEXT
);
CREATE TABLE ensemble (variant TEXT, description TEXT, cases DOUBLE, rank_correlation DOUBLE, top20_common INTEGER);

-- plan -----------------------------------------------------------------------------------------
CREATE TABLE plan_choices (
  choice INTEGER, measure TEXT, entity_id TEXT,   -- entity_id NULL: for the whole ledger
  node TEXT, cost_usd DOUBLE, benefit_rank INTEGER, stability DOUBLE, reason TEXT
);
CREATE TABLE plan_measures (measure TEXT, choices BIGINT, cost_usd DOUBLE, reduction DOUBLE, reduction_low DOUBLE, reduction_high DOUBLE);
CREATE TABLE plan_curve (budget_usd DOUBLE, reduction DOUBLE, reduction_low DOUBLE, reduction_high DOUBLE, gap DOUBLE);
CREATE TABLE plan_totals (key TEXT, value DOUBLE, note TEXT);
