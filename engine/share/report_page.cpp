#include <fmt/format.h>

#include "share/report.h"

namespace headwater {

std::string_view embedded_report_css();

namespace {

/// Nothing is fetched, nothing runs: only the page's own styles and pictures.
constexpr const char* policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action "
    "'none'";

Html head(const Digest& digest) {
  const std::string title = fmt::format("Exposure report: {}", digest.title);
  return element(
      "head", shape("meta", {{"charset", "utf-8"}}),
      shape("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy}}),
      shape("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
      shape("meta", {{"name", "generator"}, {"content", "Headwater"}}),
      element("title", text(title)), element("style", Html{std::string(embedded_report_css())}));
}

Html contents() {
  static constexpr std::pair<const char*, const char*> parts[] = {
      {"covered", "What was covered"},
      {"risk", "Where the risk sits"},
      {"facts", "Facts beside the score"},
      {"suppliers", "Suppliers to ask"},
      {"plan", "What to do"},
      {"limits", "Limits"}};
  Html items;
  for (const auto& [id, title] : parts) {
    items += element("li", element("a", {{"href", std::string("#") + id}}, text(title)));
  }
  return element("nav", {{"aria-label", "Contents"}}, element("ol", items));
}

Html where_the_risk_sits(const Digest& digest, const std::filesystem::path& data) {
  return element(
      "section", {{"id", "risk"}}, element("h2", text("Where the risk sits")),
      element(
          "p", {{"class", "lead"}},
          text("Exposure is placed where the work is done, which is seldom where the supplier has "
               "its "
               "address. Origins are inferred from trade statistics unless the ledger states them; "
               "country and sector signals are shown apart.")),
      map_figure(digest, data), heatmap_figure(digest), tiers_figure(digest), paths_figure(digest),
      origins_tables(digest), stability_table(digest), null_table(digest), variance_table(digest));
}

Html colophon(const Digest& digest) {
  return element("footer",
                 element("p", text(fmt::format("Made by Headwater from {}. Figures are exposure "
                                               "and evidence, never a finding of guilt.",
                                               digest.title))));
}

}  // namespace

std::string report_page(const Digest& digest, const std::filesystem::path& data) {
  const Html body = element(
      "body", element("a", {{"class", "skip"}, {"href", "#findings"}}, text("To the findings")),
      element("main", front_part(digest), contents(), coverage_part(digest),
              where_the_risk_sits(digest, data), listed_part(digest), suppliers_part(digest),
              plan_part(digest), limits_part(digest)),
      colophon(digest));
  return "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, head(digest), body).code + "\n";
}

}  // namespace headwater
