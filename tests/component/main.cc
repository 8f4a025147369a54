/// main() of the tests that use MPI: a test fails on all ranks as soon as it fails on one.

#include <deal.II/base/mpi.h>

#include <gtest/gtest.h>

#include <cstdio>

namespace {

unsigned int rank() {
  return dealii::Utilities::MPI::this_mpi_process(MPI_COMM_WORLD);
}

/// What the other ranks print instead of GoogleTest's report: failures only, at once.
class FailurePrinter : public testing::EmptyTestEventListener {
  void OnTestPartResult(const testing::TestPartResult& result) override {
    if (!result.failed()) return;
    std::printf("[rank %u] %s:%d: %s\n", rank(), result.file_name() ? result.file_name() : "?",
                result.line_number(), result.message());
    std::fflush(stdout);
  }
};

/// Makes a failure on one rank known to all. Comes after the printers (GoogleTest's rule for
/// listeners that raise failures).
class Agreement : public testing::EmptyTestEventListener {
  void OnTestEnd(const testing::TestInfo& info) override {
    const bool failed_here = info.result()->Failed();
    const bool failed = dealii::Utilities::MPI::max(failed_here ? 1 : 0, MPI_COMM_WORLD) == 1;
    if (failed && !failed_here && rank() == 0) ADD_FAILURE() << "failed on another rank";
  }
};

} // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);

  testing::TestEventListeners& listeners = testing::UnitTest::GetInstance()->listeners();
  if (rank() != 0) {
    delete listeners.Release(listeners.default_result_printer());
    listeners.Append(new FailurePrinter);
  }
  listeners.Append(new Agreement);

  int result = RUN_ALL_TESTS();
  if (testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
    std::printf("no test selected\n");
    result = 1;
  }
  return dealii::Utilities::MPI::max(result, MPI_COMM_WORLD);
}
