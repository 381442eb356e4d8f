INSERT INTO meta VALUES ('engine_version', '0.1.0'), ('reference_edition', 'abc123abc123'), ('seed', '1'),
  ('draws', '1000'), ('budget_usd', '250000');
INSERT INTO inputs VALUES
  (1, 'ledger', 'harbour_town_2019.csv', 'aa00bb11cc22dd33ee44', 2048, 'csv', 'UTF-8', ',', 8, 7, '[]'),
  (2, 'list', 'invented_list.csv', 'ff00ff00ff00ff00ff00', 512, 'csv', 'UTF-8', ',', 2, 2, '[]');
INSERT INTO issues VALUES
  (1, 'ingest', 'warning', 'harbour_town_2019.csv', 5, 'amount', '=1+1', 'not an amount', 'write digits'),
  (2, 'ingest', 'warning', 'harbour_town_2019.csv', 7, 'supplier', 'Mirelle Gloves', 'no country', 'give one');
INSERT INTO purchases
SELECT i, 1, i + 1, 'Harbour Town', s, NULL, c, NULL, d, 'CPV', '33140000', a, 'EUR', DATE '2019-03-01', 2019,
  0.89, 2019, 0.88, a / 0.89, a / 0.89 * 0.88, w, 'notice ' || i
FROM (VALUES (1, 'Mirelle Gloves', 'MYS', 'nitrile gloves', 120000.0, false),
  (2, 'Mirelle Gloves', 'MYS', 'examination gloves', 80000.0, false),
  (3, '<script>alert(1)</script> & Sons', 'CHN', 'computer screens', 310000.0, false),
  (4, 'Ostrava Clean', 'CZE', 'cleaning of schools', 45000.0, false),
  (5, NULL, NULL, 'works', 99000.0, true),
  (6, 'Ostrava Clean', 'CZE', '=cmd|cleaning', NULL, false),
  (7, 'Tall Pines Timber', NULL, 'sawn wood', 15000.0, false)) t(i, s, c, d, a, w);
INSERT INTO wordings VALUES (1, 'nitrile gloves', 'CPV', '33140000', 2, 'both'), (2, 'computer screens', 'CPV',
  '30200000', 1, 'code'), (3, '=cmd|cleaning', NULL, NULL, 3, 'wording'), (4, 'works', NULL, NULL, 1, 'none');
INSERT INTO purchase_wordings VALUES (1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 3), (7, 3);
INSERT INTO wording_candidates VALUES (1, 1, '33', 0.9, 'code 33140000'), (1, 2, '18', 0.1, 'gloves'),
  (2, 1, '30', 1, 'code 30200000'), (3, 1, '90', 1, 'cleaning');
INSERT INTO wording_sectors VALUES (1, 'c10', 0.8), (1, 'c4', 0.2), (2, 'c14', 1), (3, 'c30', 1), (4, 'c18', 1);
INSERT INTO entities VALUES
  ('E000000000000001', 'Mirelle Gloves', 'MYS', 2, 2, 224719.1, 197752.8),
  ('E000000000000002', '<script>alert(1)</script> & Sons', 'CHN', 1, 1, 348314.6, 306516.9),
  ('E000000000000003', 'Ostrava Clean', 'CZE', 1, 2, 50561.8, 44494.4),
  ('E000000000000004', 'Tall Pines Timber', NULL, 1, 1, 16853.9, 14831.5),
  ('E000000000000005', 'Mirelle Foods', 'ITA', 1, 0, 0, 0);
INSERT INTO spellings VALUES (1, 'Mirelle Gloves', 'MYS', NULL, 'E000000000000001', 1, NULL, NULL, NULL),
  (2, 'MIRELLE GLOVES SDN BHD', 'MYS', NULL, 'E000000000000001', 1, 1, 0.97, 'same words'),
  (3, 'Ostrava Clean', 'CZE', NULL, 'E000000000000003', 2, NULL, NULL, NULL);
INSERT INTO purchase_entities VALUES (1, 'E000000000000001'), (2, 'E000000000000001'), (3, 'E000000000000002'),
  (4, 'E000000000000003'), (6, 'E000000000000003'), (7, 'E000000000000004');
INSERT INTO list_entries VALUES (1, 2, 2, 'Invented Register', '2020', 'R-1', 'Mirelle Glove Works', 'company', 'MYS',
  'import_ban', NULL, 'made up for tests', '2021-06-30');
INSERT INTO screening VALUES ('E000000000000001', 1, 'Mirelle Gloves', 'Mirelle Glove Works', 'Invented Register', 0.81,
  'possible', 0.62, 'mirelle: rare word; glove ~ gloves');
INSERT INTO cells (cell, region, sector, kind, output_musd, rate, rate_low, rate_high, demand_musd, required_musd, multiplier, cases) VALUES
  (0, 'CHN', 'c14', 'country', 9e5, 0.1, 0.05, 0.2, 0.35, 0.6, 0.73519, 900.5),
  (1, 'COD', 'c2', 'synthetic', 9e3, 2.1, 0.5, 6.2, 0, 0.4, 2.9, 1800.25),
  (2, 'CZE', 'c30', 'country', 3e4, 0.02, 0.01, 0.04, 0.05, 0.05, 0.04, 12.5),
  (3, 'MYS', 'c10', 'synthetic', 5e3, 0.4, 0.1, 0.9, 0.22, 0.23, 0.6, 2104);
INSERT INTO demand VALUES ('CHN', 'c14', 1, 348314.6, 306516.9), ('CZE', 'c30', 1, 50561.8, 44494.4),
  ('MYS', 'c10', 2, 224719.1, 197752.8), ('UNK', 'c18', 1, 111235.9, 97887.6);
INSERT INTO origin_bases VALUES (0, 'own country'), (1, 'services');
INSERT INTO origin_cells VALUES (0, 0, 1, 0), (1, 2, 1, 1), (2, 3, 1, 0);
INSERT INTO intensities VALUES (0, 'CHN', 'c14', 0.1, 0.73519), (1, 'CZE', 'c30', 0.02, 0.04), (2, 'MYS', 'c10', 0.4, 0.6);
INSERT INTO tiers VALUES (1, 0.6, 700.5, 0.145, 0, 0.5, 0.1), (2, 0.5, 1900, 0.394, 0, 0.4, 0.1), (3, 0.4, 2216.75, 0.461, 0, 0.3, 0.1);
INSERT INTO paths VALUES (1, 820.5, 0.17, 3, true, false), (2, 310, 0.064, 1, false, false);
INSERT INTO path_steps (path_rank, step, region, sector) VALUES (1, 0, 'CHN', 'c14'), (1, 1, 'CHN', 'c12'), (1, 2, 'COD', 'c2'), (2, 0, 'MYS', 'c10');
INSERT INTO sellers VALUES ('CHN', 'c14', 3, 0.9), ('', 'c14', 3, NULL), ('MYS', 'c10', 2, 0.6), ('', 'c10', 2, NULL);
INSERT INTO coverage VALUES ('address_unknown', 0.19, 112719.1, 2, 'no country'), ('ledger', 1, 661516.9, 7, 'all');
INSERT INTO risk (scope, key, key2, spend_usd, cases, cases_low, cases_high, share, proxy_share, rank, rank_low, rank_high, stability) VALUES
  ('ledger', 'ledger', NULL, 751685.4, 4817.25, 1900, 9100, 1, 0.71, NULL, NULL, NULL, NULL),
  ('origin_region', 'MYS', NULL, NULL, 2104, 700, 5200, 0.437, 0.8, 1, 1, 2, 1),
  ('origin_region', 'COD', NULL, NULL, 1800.25, 300, 6100, 0.374, 0.95, 2, 1, 3, 0.8),
  ('origin_region', 'CHN', NULL, NULL, 900.5, 400, 1600, 0.187, 0.4, 3, 2, 3, 0.9),
  ('origin_region', 'MUS', NULL, NULL, 6.5, 1, 20, 0.0013, 0.9, 4, 4, 4, 1),
  ('origin_sector', 'c10', NULL, NULL, 2104, 700, 5200, 0.437, 0.8, 1, 1, 2, 1),
  ('origin_sector', 'c2', NULL, NULL, 1800.25, 300, 6100, 0.374, 0.95, 2, 1, 3, 0.8),
  ('origin_cell', 'COD', 'c2', NULL, 1800.25, 300, 6100, 0.374, 0.95, 2, 1, 3, 0.8),
  ('bought_sector', 'c10', NULL, 224719.1, 4817.25, 1000, 9000, 0.44, 0.8, 1, 1, 2, 1),
  ('bought_country', 'MYS', NULL, 224719.1, 4817.25, 1000, 9000, 0.44, 0.8, 1, 1, 2, 1),
  ('tier', '1', NULL, NULL, 700.5, 300, 1500, 0.145, 0.6, NULL, NULL, NULL, NULL),
  ('tier', '2', NULL, NULL, 1900, 800, 4000, 0.394, 0.7, NULL, NULL, NULL, NULL);
INSERT INTO risk_reasons VALUES ('origin_region', 'COD', NULL, 1, 'conflict: high', 400, 'country_indicators.csv', true),
  ('ledger', 'ledger', NULL, 1, 'published regional totals', 4817.25, 'global_estimates.csv', false);
INSERT INTO supplier_risk VALUES
  ('E000000000000001', 1, 1, 2, 100, 74, 100, 1, 2.4, 0.9, 4.2, 'high', 'very high', 0.8, false),
  ('E000000000000002', 2, 1, 3, 66, 33, 100, 0.9, -1.1, -2.2, 0.1, 'medium', 'medium', 0.5, false),
  ('E000000000000003', 3, 2, 3, 33, 33, 66, 1, -2.9, -3.8, -1.9, 'low', 'high', 0.6, false),
  ('E000000000000004', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown', 'medium', 1, true);
INSERT INTO supplier_factors VALUES ('E000000000000001', 100, 66, 33, 100), ('E000000000000002', 66, 100, 100, 66),
  ('E000000000000003', 33, 33, 66, 33);
INSERT INTO supplier_lenses VALUES ('E000000000000001', 'csddd', 1, 1, 2, 1, false),
  ('E000000000000002', 'csddd', 2, 1, 3, 0.9, true), ('E000000000000003', 'csddd', 3, 2, 3, 1, false);
INSERT INTO supplier_reasons VALUES
  ('E000000000000001', 1, 'listed by Invented Register as Mirelle Glove Works', 1.3, 'log-odds', 'invented_list.csv row 2',
   false),
  ('E000000000000001', 2, 'rubber products in Malaysia', 0.6, 'log-odds', 'labour_intensity.csv', true),
  ('E000000000000002', 1, 'electronics in China', 0.4, 'log-odds', 'labour_intensity.csv', true);
INSERT INTO listed_facts VALUES ('MYS', 'c10', 'Rubber Gloves', 'listed for forced labour (2018 edition)', 224719.1,
  'US Department of Labor, List of Goods');
INSERT INTO ensemble VALUES ('base', 'as computed', 4817.25, 1, 20), ('no_modifiers', 'without modifiers', 3900, 0.83, 15);
INSERT INTO plan_choices VALUES (1, 'M1', 'E000000000000001', 'Mirelle Gloves', 5000, 1, 0.9, 'acts on F7'),
  (2, 'M9', NULL, 'the whole ledger', 20000, 2, 0.7, 'acts on F5');
INSERT INTO plan_measures VALUES ('M1', 1, 5000, NULL, NULL, NULL), ('M9', 1, 20000, 0.03, 0.01, 0.06);
INSERT INTO plan_curve VALUES (25000, 0.03, 0.01, 0.06, 0), (125000, 0.09, 0.03, 0.15, 0.001), (250000, 0.12, 0.05, 0.2,
  0.001), (500000, 0.15, 0.06, 0.24, 0.002);
INSERT INTO plan_totals VALUES ('budget_usd', 250000, 'given'), ('spent_usd', 25000, 'middle of ranges'),
  ('reduction', 0.12, 'share'), ('reduction_low', 0.05, '5%'), ('reduction_high', 0.2, '95%'), ('gap', 0.0004, 'proven'),
  ('stability', 0.8, 'mean');
INSERT INTO null_comparison VALUES ('suppliers to ask', 'spend alone', 4, 0.8, 1, 1), ('suppliers to ask', 'country alone', 4, 0.2, 1, 0);
INSERT INTO variance_shares VALUES (1, 'origin of what is bought', 0.7, 'the country of origin, asked of the suppliers'), (2, 'classification', 0.3, 'commodity codes');
INSERT INTO demand_steps VALUES (1, 'paid, in US dollars at the rates of the time', 2100000, 1, false, 'ledger'), (2, 'booked: address', 1200000, 0.6, true, 'data/margins.csv');
