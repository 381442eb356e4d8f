#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "share/digest.h"
#include "share/markup.h"
#include "share/share.h"

namespace headwater {

/// The whole page: one file, nothing outside it, no script.
std::string report_page(const Digest& digest, const std::filesystem::path& data);

std::vector<Finding> findings_of(const Digest& digest);

/// The parts of the page, one file each, in the order they are read.
Html front_part(const Digest& digest);
Html coverage_part(const Digest& digest);
Html map_figure(const Digest& digest, const std::filesystem::path& data);
Html heatmap_figure(const Digest& digest);
Html tiers_figure(const Digest& digest);
Html paths_figure(const Digest& digest);
Html origins_tables(const Digest& digest);
Html stability_table(const Digest& digest);
/// What the order owes to tracing, and what would make the figures surer.
Html null_table(const Digest& digest);
Html variance_table(const Digest& digest);
Html listed_part(const Digest& digest);
Html suppliers_part(const Digest& digest);
Html plan_part(const Digest& digest);
Html limits_part(const Digest& digest);

}  // namespace headwater
