#pragma once

#include "base/database.h"
#include "classify/classify.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {

/// A case in memory with the reference tables, made once for all tests of the room.
inline Connection& tables() {
  static Database database = scratch(DatabaseOptions{});
  static Connection connection = [] {
    Connection opened = database.connect();
    load_reference(opened, HEADWATER_DATA_DIR);
    return opened;
  }();
  return connection;
}

inline const WordingClassifier& classifier() {
  static const WordingClassifier known(tables(), HEADWATER_DATA_DIR);
  return known;
}

}  // namespace headwater
