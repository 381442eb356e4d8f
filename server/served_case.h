#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "pipeline/review_desk.h"
#include "pipeline/what_if.h"
#include "plan/board.h"
#include "share/digest.h"
#include "store/case.h"
#include "views/supplier_list.h"

namespace headwater {

struct ServeOptions {
  std::filesystem::path folder;
  std::filesystem::path data;
  std::filesystem::path table;  ///< of input and output; empty: data/io
  int threads = 0;
};

/// The results of a case as they stood when they were opened. Kept as long as an answer is made
/// from them, also when newer ones have taken their place. Safe to use from several threads.
class Snapshot {
 public:
  Snapshot(const ServeOptions& options, int generation);

  /// `work` with a connection of its own.
  template <class Work>
  auto with(Work work) {
    Lent lent(*this);
    return work(*lent.connection);
  }

  int generation() const { return generation_; }
  const Digest& digest() const { return digest_; }
  /// Suppliers that fit; kept, since people page through them.
  std::shared_ptr<const std::vector<std::int32_t>> suppliers(const SupplierFilter& filter,
                                                             const SupplierOrder& order);
  const PlanBoard& board();  ///< made when first asked for
  const WhatIf& what_if();   ///< the same
  ReviewDesk& desk();        ///< the same

 private:
  struct Lent {
    explicit Lent(Snapshot& owner);
    Lent(const Lent&) = delete;
    ~Lent();
    Snapshot& snapshot;
    std::unique_ptr<Connection> connection;
  };

  ServeOptions options_;
  int generation_;
  Database database_;
  std::mutex mutex_;  ///< of what follows
  std::vector<std::unique_ptr<Connection>> idle_;
  std::map<std::string, std::shared_ptr<const std::vector<std::int32_t>>> lists_;
  std::once_flag board_made_, what_if_made_, desk_made_;
  std::unique_ptr<PlanBoard> board_;
  std::unique_ptr<WhatIf> what_if_;
  std::unique_ptr<ReviewDesk> desk_;
  Digest digest_;
};

/// A case that is served: nobody else may write its results meanwhile.
class ServedCase {
 public:
  /// Throws Error where there is no whole case, or somebody writes to it.
  ServedCase(ServeOptions options, const std::string& address);

  std::shared_ptr<Snapshot> now() const;
  /// Opens what stands in the folder now.
  void reopen();
  Case& folder() { return case_; }
  const ServeOptions& options() const { return options_; }

 private:
  ServeOptions options_;
  Case case_;
  mutable std::mutex mutex_;
  std::shared_ptr<Snapshot> now_;
};

}  // namespace headwater
