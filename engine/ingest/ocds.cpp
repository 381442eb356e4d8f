#include "ingest/ocds.h"

#include <fmt/format.h>

#include <map>

#include "base/error.h"
#include "base/text.h"
#include "ingest/json_document.h"

namespace headwater {
namespace {

/// In the words of data/column_names.csv, so that the ledger's reader needs to know nothing of
/// OCDS.
const std::vector<std::string>& row_columns() {
  static const std::vector<std::string> names = {"buyer",
                                                 "supplier",
                                                 "supplier id",
                                                 "supplier country code",
                                                 "supplier country",
                                                 "description",
                                                 "classification scheme",
                                                 "classification",
                                                 "amount",
                                                 "currency",
                                                 "award date",
                                                 "notice id",
                                                 "consortium_size"};
  return names;
}

using Cells = std::vector<std::optional<std::string>>;

class AwardReader {
 public:
  explicit AwardReader(Problems& problems) : problems_(problems) {}

  void release(const Json& release) {
    const std::string ocid = text_of(release, "ocid").value_or("");
    const std::string date = text_of(release, "date").value_or("");
    for (const Json& award : array_at(release, "awards")) {
      if (award.is_object()) {
        read(release, award, ocid, date);
      } else {
        leave_out("awards", award);
      }
    }
  }

  void leave_out(std::string_view where, const Json& value) {
    problems_.error({{}, where, value.dump().substr(0, 200)}, "not a JSON object",
                    "it was left out");
  }

  /// The rows of all awards, in the order they were first met.
  std::vector<Cells> rows() const {
    std::vector<const Award*> order(awards_.size());
    for (const auto& [key, award] : awards_) {
      order[award.order] = &award;
    }
    std::vector<Cells> all;
    for (const Award* award : order) {
      all.insert(all.end(), award->rows.begin(), award->rows.end());
    }
    return all;
  }

 private:
  struct Award {
    std::size_t order = 0;
    std::string released;
    std::vector<Cells> rows;
  };

  void read(const Json& release, const Json& award, const std::string& ocid,
            const std::string& released) {
    const auto given = text_of(award, "id");
    const std::string id = given.value_or("");
    const std::string status = text_of(award, "status").value_or("");
    // An award without an id is one of its own.
    const std::string key = ocid + "\x1F" + given.value_or(fmt::format("\x1F{}", awards_.size()));
    const auto found = awards_.find(key);
    if (found != awards_.end()) {
      problems_.note({{}, "awards", ocid + " " + id}, "an award is reported in several releases",
                     "it is counted once, as last reported");
      if (released < found->second.released) {
        return;
      }
    }
    Award read{found == awards_.end() ? awards_.size() : found->second.order, released, {}};
    if (status == "cancelled" || status == "unsuccessful") {
      problems_.note({{}, "awards", ocid + " " + id}, fmt::format("an award that is {}", status),
                     "it was left out: nothing was bought");
    } else {
      read.rows = rows_of(release, award, ocid);
    }
    awards_[key] = std::move(read);
  }

  static const Json& party(const Json& release, const Json& reference) {
    const auto id = text_of(reference, "id");
    for (const Json& party : array_at(release, "parties")) {
      if (id && party.is_object() && text_of(party, "id") == id) {
        return party;
      }
    }
    return reference;
  }

  /// An award without a value takes that of its only contract.
  static const Json& value_of(const Json& release, const Json& award) {
    if (!object_at(award, "value").empty()) {
      return object_at(award, "value");
    }
    const Json* only = nullptr;
    for (const Json& contract : array_at(release, "contracts")) {
      if (contract.is_object() && text_of(contract, "awardID") == text_of(award, "id")) {
        if (only) {
          return object_at(award, "value");
        }
        only = &contract;
      }
    }
    return only ? object_at(*only, "value") : object_at(award, "value");
  }

  static std::vector<Cells> rows_of(const Json& release, const Json& award,
                                    const std::string& ocid) {
    const Json& items = !array_at(award, "items").empty()
                            ? array_at(award, "items")
                            : array_at(object_at(release, "tender"), "items");
    const Json& item = items.empty() || !items[0].is_object() ? object_at(award, "") : items[0];
    const Json& classification = object_at(item, "classification");
    const Json& value = value_of(release, award);
    const Json& suppliers = array_at(award, "suppliers");
    const auto first =
        [](std::initializer_list<std::optional<std::string>> texts) -> std::optional<std::string> {
      for (const auto& text : texts) {
        if (text && !trimmed(*text).empty()) {
          return text;
        }
      }
      return std::nullopt;
    };
    const auto buyer = text_of(party(release, object_at(release, "buyer")), "name");
    const auto what =
        first({text_of(award, "title"), text_of(award, "description"), text_of(item, "description"),
               text_of(object_at(release, "tender"), "title")});
    const auto when = first({text_of(award, "date"), text_of(release, "date")});
    std::vector<Cells> rows;
    const std::size_t count = suppliers.empty() ? 1 : suppliers.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Json& reference =
          suppliers.empty() || !suppliers[i].is_object() ? object_at(award, "") : suppliers[i];
      const Json& supplier = party(release, reference);
      const Json& address = object_at(supplier, "address");
      rows.push_back(
          {buyer, first({text_of(reference, "name"), text_of(supplier, "name")}),
           first({text_of(object_at(supplier, "identifier"), "id"), text_of(reference, "id")}),
           text_of(address, "countryCode"),
           first({text_of(address, "countryName"), text_of(address, "country")}), what,
           text_of(classification, "scheme"), text_of(classification, "id"),
           text_of(value, "amount"), text_of(value, "currency"), when, ocid,
           std::to_string(count)});
    }
    return rows;
  }

  Problems& problems_;
  std::map<std::string, Award> awards_;
};

void read_document(const Json& document, AwardReader& reader) {
  if (document.is_array()) {
    for (const Json& part : document) {
      read_document(part, reader);
    }
  } else if (document.contains("releases")) {
    read_document(array_at(document, "releases"), reader);
  } else if (document.contains("records")) {
    for (const Json& record : array_at(document, "records")) {
      if (!record.is_object()) {
        reader.leave_out("records", record);
        continue;
      }
      const Json& compiled = object_at(record, "compiledRelease");
      read_document(compiled.empty() ? array_at(record, "releases") : compiled, reader);
    }
  } else if (document.is_object()) {
    reader.release(document);
  } else {
    reader.leave_out("releases", document);
  }
}

/// Lines, if the first one is a JSON value by itself.
bool is_lines(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end != std::string_view::npos && !trimmed(text.substr(end)).empty() &&
         Json::accept(text.substr(0, end));
}

}  // namespace

Staged stage_ocds(Connection& connection, std::string_view text, const std::string& file,
                  Problems& problems) {
  AwardReader reader(problems);
  if (is_lines(text)) {
    each_json_line(text, problems, [&](std::int64_t, const Json* record) {
      if (record) {
        read_document(*record, reader);
      }
    });
  } else {
    read_document(parse_document(text, file), reader);
  }
  const std::vector<Cells> rows = reader.rows();
  if (rows.empty()) {
    throw Error(
        fmt::format("{}: holds no awards; give releases of the award or contract stage", file));
  }
  create_staged(connection, row_columns().size());
  StagedRows staged(connection, row_columns().size());
  for (const Cells& cells : rows) {
    staged.add(cells);
  }
  staged.close();
  return {.format = "ocds",
          .encoding = {},
          .delimiter = {},
          .width = row_columns().size(),
          .surplus = 0,
          .typed = true,
          .columns = row_columns(),
          .header = 0,
          .records = staged.count(),
          .rejected = {}};
}

}  // namespace headwater
