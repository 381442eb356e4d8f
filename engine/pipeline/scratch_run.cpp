#include "pipeline/scratch_run.h"

#include "classify/classify.h"
#include "reference/reference.h"
#include "resolve/resolve.h"
#include "store/case.h"

namespace headwater {

ScratchRun::ScratchRun(const RunOptions& options, Stage last, const Progress& progress)
    : database_(scratch({.threads = options.threads, .memory_limit = options.memory_limit})),
      connection_(database_.connect()) {
  load_reference(connection_, options.data);
  ingest(connection_, options.inputs, progress);
  if (last >= Stage::classify) {
    classify(connection_, options.data, progress);
  }
  if (last >= Stage::resolve) {
    resolve(connection_, {.judgements = {}, .threads = options.threads}, progress);
  }
}

}  // namespace headwater
