#pragma once

/// Solutions of a sweep that later points start from, in memory and on disk.

#include <deal.II/lac/petsc_vector.h>

#include <map>
#include <string>
#include <vector>

namespace ionflux {

class OutputDirectory;

/// Kept until no later point needs them, so that a sweep that was interrupted goes on from the same
/// bits. All functions are collective.
class SweepStates {
public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  explicit SweepStates(OutputDirectory& directory) : directory(directory) {}

  bool has(const unsigned int point) const { return states.count(point) > 0; }
  const Vector& operator[](const unsigned int point) const { return states.at(point); }

  /// Keep a solution, in a file of each rank too; `key` is SweepPoint::key.
  void add(unsigned int point, const std::string& key, const Vector& state);

  /// Read what add() wrote in an earlier run into `like`. Nothing happens if it is not there, is
  /// damaged, or was written by another number of ranks or for another problem.
  void load(unsigned int point, const std::string& key, const Vector& like);

  /// Forget all but these.
  void keep_only(const std::vector<unsigned int>& points);

  /// The start at which the factors were made that precondition the points since: kept likewise,
  /// with the point and its key; to make them anew.
  void add_anchor(unsigned int point, const std::string& key, const Vector& start);
  void drop_anchor() { anchor = Vector(); }
  bool has_anchor() const { return anchor.size() > 0; }
  unsigned int anchor_point() const { return point_of_anchor; }
  const Vector& anchor_start() const { return anchor; }
  /// Nothing happens if it is not there or not of this point.
  void load_anchor(unsigned int point, const std::string& key, const Vector& like);

private:
  std::string file_of(unsigned int point) const;
  std::string anchor_file() const;
  void write(const std::string& file, const std::string& key, const Vector& state);
  bool read(const std::string& file, const std::string& key, Vector& state, const Vector& like);

  OutputDirectory& directory;
  std::map<unsigned int, Vector> states;
  Vector anchor;
  unsigned int point_of_anchor = 0;
};

} // namespace ionflux
