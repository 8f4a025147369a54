#pragma once

#include <ionflux/algebra/petsc.h>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace ionflux {

struct FieldGroup;

/// Rows of a square sparsity pattern that this rank owns, in compressed form.
struct RowPattern {
  std::vector<PetscInt> start;   ///< n rows + 1
  std::vector<PetscInt> columns; ///< global, ascending in each row, the diagonal among them
};

/// A matrix for several fields on the same nodes: one scalar PETSc matrix a pair of coupled fields,
/// all with the same pattern.
///
/// Vectors that it is applied to are interleaved by node: index = node * n_fields + field. Scalar
/// blocks are what a multigrid method for one field needs, without copies; pairs without coupling
/// cost nothing.
class FieldMatrix {
public:
  /// Arrays of the values of the owned rows of a block.
  struct Values {
    double* owned;   ///< columns of this rank
    double* foreign; ///< columns of other ranks
  };

  FieldMatrix() = default;
  FieldMatrix(FieldMatrix&&) = default;
  FieldMatrix& operator=(FieldMatrix&&) = default;
  ~FieldMatrix();

  /// Nothing happens where the pattern is what it was. Collective.
  /// @param couples n_fields * n_fields, row-major; the diagonal must be set
  void reinit(MPI_Comm communicator, unsigned int n_fields, const std::vector<char>& couples,
              const RowPattern& pattern);

  unsigned int n_fields() const { return size; }
  PetscInt n_owned_nodes() const { return n_nodes; }
  PetscInt first_node() const { return first; }
  MPI_Comm communicator() const { return comm; }

  /// The scalar matrix of a pair of fields; null where nothing couples.
  Mat block(const unsigned int row, const unsigned int column) const {
    return blocks[row * size + column];
  }

  /// The whole as PETSc's operator (a shell that multiplies); valid while this object lives and
  /// does not move.
  Mat shell();

  /// y = J^T x, for vectors like those of shell().
  void multiply_transposed(Vec x, Vec y);

  /// Where a coupling of an owned node is stored: >= 0 in Values::owned, else ~place in
  /// Values::foreign.
  /// @param row local number, @param column global number; the pair must be in the pattern
  PetscInt place(PetscInt row, PetscInt column) const;

  /// Open the values of all blocks for reading and writing, and close them again. Between the two,
  /// values() is valid; PETSc's own functions may not be used on the blocks.
  void open();
  Values& values(const unsigned int row, const unsigned int column) {
    return opened[row * size + column];
  }
  void close();

  void set_zero();

  /// Send what MatSetValues() put into rows of other ranks; needed after any such call on any rank.
  void assemble();

  /// Zero the rows and columns of some unknowns, with ones on their diagonals.
  /// @param fixed an entry an owned unknown, interleaved; not zero: eliminate. Collective.
  void eliminate(const std::vector<char>& fixed);

  /// Replace the row of an owned unknown by couplings to the unknowns of its own node; between
  /// open() and close().
  /// @param node local number, @param entries {field, value}
  void set_row(unsigned int field, PetscInt node,
               const std::vector<std::pair<unsigned int, double>>& entries);

  /// What the operator of shell() does beyond the blocks, y += (something) x, which preconditioners
  /// do not see; empty: nothing. Not in the transposed matrix.
  using Addition = std::function<void(Vec x, Vec y)>;
  void set_addition(Addition more) { addition = std::move(more); }
  bool has_addition() const { return static_cast<bool>(addition); }

  /// A hint for preconditioners: with w in place of unknown u of a field, u = w - factor * v, v the
  /// unknown of field 0 at the same node, the matrix is closer to block triangular.
  /// @param factor one an owned node
  void set_shear(unsigned int field, const std::vector<double>& factor);
  /// Forget all of them.
  void clear_shears();
  /// The factors; null: none. Of a transposed matrix: of the one that it was made from.
  Vec shear(const unsigned int field) const { return shears[field]; }
  bool is_transposed() const { return transpose; }

  /// A hint for preconditioners: fields that are better solved for in another basis, together.
  void set_group(std::shared_ptr<const FieldGroup> fields) { grouped = std::move(fields); }
  /// Null: none. Of a transposed matrix: of the one that it was made from.
  const FieldGroup* group() const { return grouped.get(); }

  /// The transposed matrix.
  FieldMatrix transposed() const;

  /// All in one matrix with interleaved unknowns (for direct solvers); `matrix` is created if null.
  void copy_to(PetscHandle<Mat, MatDestroy>& matrix) const;

private:
  bool has_pattern(MPI_Comm communicator, const std::vector<char>& couples,
                   const RowPattern& rows) const;
  struct Pattern; // places of the entries, and of the columns of fixed unknowns

  static PetscErrorCode multiply(Mat shell, Vec x, Vec y);
  void attach();
  void find_columns(const std::vector<char>& fixed);

  MPI_Comm comm = MPI_COMM_NULL;
  unsigned int size = 0;
  PetscInt n_nodes = 0, first = 0;
  bool transpose = false;
  std::vector<char> couples; ///< with the next: what reinit() was called with
  RowPattern rows;
  std::vector<PetscHandle<Mat, MatDestroy>> blocks;
  std::vector<VecHandle> shears; // a field each, null where there is none
  std::shared_ptr<const FieldGroup> grouped;
  Addition addition;
  std::vector<Values> opened;
  std::vector<VecHandle> inputs, outputs; // a field each
  PetscHandle<Mat, MatDestroy> shell_matrix;
  std::shared_ptr<Pattern> pattern;
};

} // namespace ionflux
