/// Mesh files with random damage are read or refused: no crash, no other exception, no bad mesh.
/// IONFLUX_FUZZ=20000 runs more of it.

#include <ionflux/geometry/mesh_file.h>
#include <ionflux/support/errors.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

using namespace ionflux;

namespace {

std::string text_of(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// One to three changes: a byte, a cut, a line away or doubled, another number.
std::string damaged(std::string text, std::mt19937& random) {
  const auto below = [&](const std::size_t n) { return random() % n; };
  for (std::size_t n = 1 + below(3); n > 0 && text.size() > 100; --n) {
    const std::size_t at = below(text.size());
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    switch (below(6)) {
    case 0:
      text[at] = static_cast<char>(below(256));
      break;
    case 1:
      if (below(4) == 0) text.resize(at);
      break;
    case 2:
      text.erase(at, end - at);
      break;
    case 3:
      text.insert(end, text.substr(at, end - at));
      break;
    case 4: {
      static const char* const numbers[] = {"-1",  "0",   "99999999999", "1e400", "nan",
                                            "1e9", "0.5", "$End",        "7",     "-3.5"};
      const std::size_t word = std::min(text.find_first_of(" \n", at), text.size() - 1);
      const std::size_t stop = std::min(text.find_first_of(" \n", word + 1), text.size());
      text.replace(word + 1, stop - word - 1, numbers[below(10)]);
      break;
    }
    default:
      std::swap(text[at], text[below(text.size())]);
    }
  }
  return text;
}

template <int dim>
void fuzz(const std::string& file, const bool axisymmetric) {
  const std::string good = text_of(file);
  ASSERT_FALSE(good.empty()) << file;
  std::mt19937 random(20261122);
  const char* const more = std::getenv("IONFLUX_FUZZ");
  const int n_trials = more == nullptr ? 400 : std::atoi(more);
  int n_read = 0, n_refused = 0;
  for (int trial = 0; trial < n_trials; ++trial) {
    const std::string text = damaged(good, random);
    try {
      const auto named =
          name_mesh<dim>(parse_gmsh(text, "mesh.msh", "File"), {axisymmetric, {}, ""});
      named.mesh.check();
      ++n_read;
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_input_file);
      EXPECT_LE(error.faults().size(), 8u);
      ++n_refused;
    }
  }
  EXPECT_GT(n_refused, n_trials / 2);
  EXPECT_GT(n_read, n_trials / 40); // such as a moved node or an unused section
}

} // namespace

TEST(MeshFuzz, Plane) { fuzz<2>("../meshes/nanopore.msh", true); }

TEST(MeshFuzz, Space) { fuzz<3>("../meshes/membrane.msh", false); }
