# What the engine stands on. tools/setup lays DuckDB and HiGHS in .deps/, the rest comes from Debian.
set(DEPS "${PROJECT_SOURCE_DIR}/.deps")
if(NOT EXISTS "${DEPS}/duckdb/include/duckdb.h")
  message(FATAL_ERROR "DuckDB is missing: run tools/setup first")
endif()

add_library(duckdb SHARED IMPORTED)
set_target_properties(
  duckdb
  PROPERTIES
    IMPORTED_LOCATION "${DEPS}/duckdb/lib/libduckdb.so"
    IMPORTED_SONAME "libduckdb.so"
    INTERFACE_INCLUDE_DIRECTORIES "${DEPS}/duckdb/include"
)

# highsbox ships its library under lib/, while its own CMake package looks in lib64/: imported by hand.
add_library(highs SHARED IMPORTED)
set_target_properties(
  highs
  PROPERTIES
    IMPORTED_LOCATION "${DEPS}/highs/lib/libhighs.so"
    INTERFACE_INCLUDE_DIRECTORIES "${DEPS}/highs/include/highs"
)

set(CMAKE_BUILD_RPATH "${DEPS}/duckdb/lib;${DEPS}/highs/lib")

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET tomlplusplus)
