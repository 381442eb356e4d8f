# Tests of the finished binary, as its users meet it.
set(BINARY "$<TARGET_FILE:headwater>")

file(
  GLOB stages
  CONFIGURE_DEPENDS
  LIST_DIRECTORIES true
  RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}/cases"
  "cases/*"
)
foreach(stage IN LISTS stages)
  add_script(cases.${stage} "${PYTHON}" tests/run_cases.py --binary "${BINARY}" ${stage})
endforeach()
file(
  GLOB documents
  CONFIGURE_DEPENDS
  RELATIVE "${PROJECT_SOURCE_DIR}"
  "../README.md"
  "../docs/*.md"
)
if(documents)
  add_script(docs "${PYTHON}" tests/run_cases.py --binary "${BINARY}" ${documents})
endif()

set(EXAMPLE "${CMAKE_CURRENT_BINARY_DIR}/example")
add_script(
  example
  "${BINARY}"
  run
  data/examples/eu_awards.csv
  --budget
  "250000 EUR"
  --case
  "${EXAMPLE}"
  --overwrite
)
add_script(report tools/node tests/web/report_test.mjs "${EXAMPLE}/report.html")
add_script(no_people "${PYTHON}" tests/no_people_test.py --binary "${BINARY}" "${EXAMPLE}")
add_script(determinism "${PYTHON}" tests/determinism_test.py --binary "${BINARY}")
add_script(kill "${PYTHON}" tests/kill_test.py --binary "${BINARY}")
set_tests_properties(example PROPERTIES FIXTURES_SETUP example)
foreach(part IN ITEMS api api_guard api_review api_schemathesis)
  add_script(${part} "${PYTHON}" tests/web/${part}_test.py "${BINARY}" "${EXAMPLE}")
endforeach()
foreach(part IN ITEMS workbench personas)
  add_script(${part} tools/node tests/web/${part}_test.mjs "${BINARY}" "${EXAMPLE}")
endforeach()
set_tests_properties(workbench personas PROPERTIES RUN_SERIAL true)
set_tests_properties(
  report
  no_people
  workbench
  personas
  api
  api_guard
  api_review
  api_schemathesis
  PROPERTIES FIXTURES_REQUIRED example
)
# One takes both cores, the other times its kills by a run of its own.
set_tests_properties(determinism kill PROPERTIES RUN_SERIAL true)
